import { Session } from "../apollo/session";

type Answer = Response | Error | Promise<Response>;

const LIFETIME_MS = 15 * 60_000;

export const credentials = (accessToken: string, lifetimeMs = LIFETIME_MS) => ({
  accessToken,
  expiresAt: new Date(Date.now() + lifetimeMs).toISOString(),
});

export const renewed = (accessToken: string) => Response.json(credentials(accessToken));
export const refused = () => new Response(null, { status: 401 });

/** A session whose server gives the prepared answers, one a request, and the requests that it made. */
export function buildSession(...answers: Answer[]) {
  const requests: string[] = [];
  const sent: unknown[] = [];
  const channel = {
    onmessage: null as ((event: { data: unknown }) => void) | null,
    postMessage: (data: unknown) => sent.push(data),
  };
  const session = new Session({
    apiOrigin: "",
    channel: channel as unknown as BroadcastChannel,
    fetch: async (url) => {
      requests.push(url as string);
      const answer = answers.shift();
      if (!answer) throw new Error("No answer prepared");
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { session, requests, sent, hear: (data: unknown) => channel.onmessage?.({ data }) };
}
