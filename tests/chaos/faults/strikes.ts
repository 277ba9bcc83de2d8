import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../support/servicesProcess";
import type { ApiPair } from "./apiPair";
import type { Load } from "./load";
import type { ServerName, Servers } from "./servers";

const LEAST_IN_FLIGHT = 8;
const BURST_MS = 500;

/** What the faults meet, and for how long each lasts. */
export interface Scene {
  servers: Servers;
  apis: ApiPair;
  load: Load;
  downMs: number;
  primaryDownMs: number;
  pausedMs: number;
  /** Writes without an answer when the primary was killed, each time. */
  inFlightAtKill: number[];
}

/** A fault that strikes and is mended; fails when it struck nothing. `onStrike` is called at its moment. */
export type Strike = (scene: Scene, onStrike: () => void) => Promise<void>;

export const STRIKES: Readonly<Record<string, Strike>> = {
  replica: killing(["replica1"], ({ downMs }) => downMs),
  replicas: killing(["replica1", "replica2"], ({ downMs }) => downMs),
  primary: async (scene, onStrike) => {
    // Few writes at a steady pace are in their commit, where alone one can be lost.
    scene.load.isBurst = true;
    await sleep(BURST_MS * (0.5 + Math.random()));
    await until(() => scene.load.inFlight >= LEAST_IN_FLIGHT);
    await killing(["primary"], ({ primaryDownMs }) => primaryDownMs)(scene, () => {
      onStrike();
      scene.load.isBurst = false;
      scene.inFlightAtKill.push(scene.load.inFlight);
    });
  },
  redis: killing(["redis"], ({ downMs }) => downMs),
  api: async ({ apis, servers }, onStrike) => {
    onStrike();
    await apis.kill(1);
    servers.kills += 1;
    await apis.restart(1);
  },
  stopped: async ({ servers, pausedMs }, onStrike) => {
    onStrike();
    servers.pause("replica2");
    await sleep(pausedMs);
    servers.resume("replica2");
  },
};

function killing(names: ServerName[], downMs: (scene: Scene) => number): Strike {
  return async (scene, onStrike) => {
    onStrike();
    await scene.servers.kill(...names);
    await sleep(downMs(scene));
    await scene.servers.restart(...names);
  };
}
