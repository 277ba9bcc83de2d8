import { z } from "zod";
import { type AnyJob, defineJob } from "./job";
import { JobList } from "./jobList";

const job = (name: string, options: AnyJob["options"]) =>
  defineJob({ name, schema: z.unknown(), options, run: async () => {} });
const every = { ms: 1_000, data: {} };

describe("the list of jobs", () => {
  it.each<[string, AnyJob[], RegExp]>([
    [
      "two of one name",
      [job("sendMail", { every }), job("sendMail", { on: { A: () => ({}) } })],
      /two jobs named sendMail/,
    ],
    ["one that nothing starts", [job("sendMail", {})], /Nothing starts the job sendMail/],
    ["one for no event", [job("sendMail", { on: {} })], /Nothing starts the job sendMail/],
    ["a name with what separates it from an event's id", [job("send/mail", { every })], /no name/],
    ["a name that is too long", [job("m".repeat(65), { every })], /no name/],
  ])("refuses %s", (_what, jobs, message) => {
    expect(() => new JobList(jobs)).toThrow(message);
  });

  it("knows who is for an event: one, several or nobody", () => {
    const [one, other] = [job("one", { on: { A: () => 1, B: () => 2 } }), job("other", { on: { A: () => 3 }, every })];
    const list = new JobList([one, other, job("third", { every })]);
    expect(list.eventTypes.toSorted()).toEqual(["A", "B"]);
    expect(list.handlersOf("A").map(({ job: { name } }) => name)).toEqual(["one", "other"]);
    expect(list.handlersOf("B").map(({ job: { name } }) => name)).toEqual(["one"]);
    expect(list.handlersOf("C")).toEqual([]);
  });
});
