import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';
import { refusal } from '../../load/double/answers.ts';
import { identityAnswer, type OrgFacts } from '../../load/double/identity.ts';
import { routeOf } from '../../load/double/routes.ts';
import { deployResultXml, envelope, fault } from './answer-xml.ts';
import type { DeployOrg } from './deploy-org.ts';

export interface RunningOrg {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

const ORG_ID = '00D000000000001AAA';
const TOKEN = `${ORG_ID}!AQEAQDeployDouble`;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: (name) => name === 'runTests',
});

interface Deploy {
  readonly ZipFile: string;
  readonly DeployOptions?: {
    readonly checkOnly?: string;
    readonly testLevel?: string;
    readonly runTests?: string[];
  };
}
interface Soap {
  readonly Header?: { readonly SessionHeader?: { readonly sessionId?: string } };
  readonly Body: {
    readonly deploy?: Deploy;
    readonly checkDeployStatus?: { readonly asyncProcessId: string };
  };
}

/** What a SOAP call of the Metadata API answers, and with which status. */
async function soap(org: DeployOrg, text: string): Promise<[status: number, xml: string]> {
  const { Envelope } = parser.parse(text) as { Envelope: Soap };
  const { deploy, checkDeployStatus } = Envelope.Body;
  if (Envelope.Header?.SessionHeader?.sessionId !== TOKEN)
    return [500, fault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session')];
  if (deploy) {
    const { id } = await org.deploy(Buffer.from(deploy.ZipFile, 'base64'), {
      checkOnly: deploy.DeployOptions?.checkOnly === 'true',
      testLevel: deploy.DeployOptions?.testLevel ?? 'NoTestRun',
      runTests: deploy.DeployOptions?.runTests ?? [],
    });
    return [200, envelope({ deployResponse: { result: { done: false, id, state: 'Queued' } } })];
  }
  const found = org.deployments.find(({ id }) => id === checkDeployStatus?.asyncProcessId);
  if (found) return [200, envelope({ checkDeployStatusResponse: { result: deployResultXml(found) } })];
  return [500, fault('INVALID_OPERATION', 'The double knows deploy and checkDeployStatus')];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

async function serve(
  org: DeployOrg,
  facts: OrgFacts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  const { method = '', url = '' } = request;
  if (/\/services\/Soap\/m\//u.test(url)) {
    const [status, xml] = await soap(org, body);
    response.writeHead(status, { 'content-type': 'text/xml;charset=UTF-8' }).end(xml);
    return;
  }
  const isOpen = request.headers.authorization === `Bearer ${TOKEN}` || /\/services\/data\/?$/u.test(url);
  const answer = isOpen
    ? identityAnswer(facts, routeOf(method, url))
    : refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  response.writeHead(answer.status, answer.headers);
  for (const piece of answer.body()) response.write(piece);
  response.end();
}

/** Plays the org on a free port of 127.0.0.1. */
export async function listen(org: DeployOrg): Promise<RunningOrg> {
  const facts: OrgFacts = {
    apiVersion: `${org.apiVersion}.0`,
    orgId: ORG_ID,
    username: 'deploy@double.example',
    object: '',
    fields: [],
    apiRequestsLeft: 1000,
    batchesLeft: 1000,
  };
  const server = createServer({ requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
    // While Apex tests run, this process serves nobody: no client may meet a connection that has timed out meanwhile.
    response.setHeader('connection', 'close');
    serve(org, facts, request, response).catch((error: Error) => {
      response.writeHead(500).end(fault('UNKNOWN_EXCEPTION', error.message));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: TOKEN,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
