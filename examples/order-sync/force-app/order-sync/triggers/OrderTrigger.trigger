trigger OrderTrigger on Order__c(
  before insert,
  before update,
  after insert,
  after update
) {
  // The retry kit writes Retry_Count__c once an order is delivered: that is no new order to send.
  if (!RetryCallout.isOwnWrite()) {
    OrderSync sync = new OrderSync(Trigger.new, Trigger.oldMap);
    if (Trigger.isBefore) {
      sync.giveKeys();
    } else {
      sync.submit();
    }
  }
}
