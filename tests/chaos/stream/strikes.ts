import { setTimeout as sleep } from "node:timers/promises";
import type { Servers } from "../faults/servers";
import type { Apis } from "./apis";
import type { Rights } from "./rights";
import type { ClientFault, Fault, ServerFault } from "./schedule";
import type { Subscriber } from "./subscriber";

export interface Scene {
  servers: Servers;
  apis: Apis;
  subscribers: readonly Subscriber[];
  rights: Rights;
  /** How often what was done. */
  struck: Record<string, number>;
  /** What could not be done, or mended. */
  breaches: string[];
}

/** Carries a schedule out; ends when all is mended. */
export async function strikeAll(scene: Scene, schedule: readonly Fault[], lengthMs: number): Promise<void> {
  const begunAt = Date.now();
  const lanes = [...new Set(schedule.map(({ lane }) => lane))];
  const fail = (error: unknown) => void scene.breaches.push(String(error));
  const work = async (faults: readonly Fault[]) => {
    const running: Promise<void>[] = [];
    for (const fault of faults) {
      await sleep(begunAt + fault.atMs - Date.now());
      if (Date.now() > begunAt + lengthMs) break;
      scene.struck[`${fault.lane} ${fault.kind}`] = (scene.struck[`${fault.lane} ${fault.kind}`] ?? 0) + 1;
      // A server must be there again before it is struck again.
      if (isServerFault(fault)) await strikeServer(scene, fault);
      else running.push(strikeClient(scene, fault).catch(fail));
    }
    await Promise.all(running);
  };
  await Promise.all(lanes.map((lane) => work(schedule.filter((fault) => fault.lane === lane)).catch(fail)));
}

function isServerFault(fault: Fault): fault is Fault & ServerFault {
  return ["api", "redis", "replica"].includes(fault.lane);
}

async function strikeServer({ servers, apis }: Scene, fault: Fault & ServerFault): Promise<void> {
  const { forMs } = fault;
  if (fault.lane === "api") {
    await apis[fault.kind](fault.api);
    await sleep(forMs);
    return apis.restart(fault.api);
  }
  if (fault.lane === "redis") {
    await servers.kill("redis");
    await sleep(forMs);
    return servers.restart("redis");
  }
  const name = `replica${fault.replica}` as const;
  switch (fault.kind) {
    case "kill":
      await servers.kill(name);
      await sleep(forMs);
      return servers.restart(name);
    case "pause":
      servers.pause(name);
      await sleep(forMs);
      return servers.resume(name);
    case "stop":
      await servers.administer(name, "STOP SLAVE SQL_THREAD");
      await sleep(forMs);
      return servers.administer(name, "START SLAVE SQL_THREAD");
  }
}

async function strikeClient({ subscribers, rights }: Scene, fault: Fault & ClientFault): Promise<void> {
  const { forMs, who } = fault;
  switch (fault.kind) {
    case "cut":
      return pick(subscribers, who).cut();
    case "slow":
      return pick(
        subscribers.filter(({ style }) => style.isSlow),
        who,
      ).readNothing(forMs);
    case "away":
    case "forget":
      return pick(subscribers, who).goAway(forMs, fault.kind === "forget");
    case "remove":
      return rights.remove(who, forMs);
    case "role":
      return rights.changeRole(who);
    case "pending":
      return rights.invite(who, forMs);
  }
}

function pick<T>(all: readonly T[], who: number): T {
  return all[who % all.length] as T;
}
