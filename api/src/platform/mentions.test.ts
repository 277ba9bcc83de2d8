import { newId } from "./ids";
import { mentionsIn } from "./mentions";

const [ADA, BOB] = [newId("usr"), newId("usr")];
const ada = `[@Ada](${ADA})`;
const bob = `[@Bob](${BOB})`;

describe("the mentions in a Markdown text", () => {
  it.each<[string, string, string[]]>([
    ["nothing", "", []],
    ["one", `Hello ${ada}!`, [ADA]],
    ["two, in order", `${bob} and ${ada}`, [BOB, ADA]],
    ["one twice", `${ada} ${ada}`, [ADA]],
    ["a name with spaces, accents and escaped brackets", `[@Ada \\[the\\] Ünique](${ADA})`, [ADA]],
    ["in a list, a quote, bold, and a table", `- **${ada}**\n> ${bob}`, [ADA, BOB]],
    ["after an unfinished one", `[@Bob](usr_ ${ada}`, [ADA]],
    ["right after an opening bracket", `[@[@${ada}`, [ADA]],
    ["a name that is empty", `[@](${ADA})`, []],
    ["without the sign", `[Ada](${ADA})`, []],
    ["an image", `![@Ada](${ADA})`, []],
    ["an escaped bracket", `\\[@Ada](${ADA})`, []],
    ["an escaped backslash before it", `\\\\${ada}`, [ADA]],
    ["another kind of id", `[@Ada](${newId("tsk")})`, []],
    ["an id that is none", `[@Ada](usr_${"z".repeat(26)})`, []],
    ["an id with more behind it", `[@Ada](${ADA}x)`, []],
    ["capitals in the id", `[@Ada](${ADA.toUpperCase()})`, []],
    ["a code span", `\`${ada}\` ${bob}`, [BOB]],
    ["a code span of two backticks with one inside", `\`\`a \` ${ada}\`\` ${bob}`, [BOB]],
    ["a code span over two lines", `\`a\n${ada}\` ${bob}`, [BOB]],
    ["a backtick that is not closed", `\` ${ada}`, [ADA]],
    ["backticks in two paragraphs", `one \` tick\n\n${ada}\n\nanother \` tick`, [ADA]],
    ["an escaped backtick", `\\\`${ada}\``, [ADA]],
    ["fenced code", `\`\`\`\n${ada}\n\`\`\`\n${bob}`, [BOB]],
    ["fenced code with a language and a blank line", `~~~ md\na\n\n${ada}\n~~~\n${bob}`, [BOB]],
    ["fenced code that holds a shorter fence", `\`\`\`\`\n\`\`\`\n${ada}\n\`\`\`\`\n${bob}`, [BOB]],
    ["fenced code that holds the other fence", `\`\`\`\n~~~\n${ada}\n\`\`\`\n${bob}`, [BOB]],
    ["fenced code to the end", `${bob}\n\`\`\`\n${ada}`, [BOB]],
    ["fenced code in Windows lines", `\`\`\`\r\n${ada}\r\n\`\`\`\r\n${bob}`, [BOB]],
    ["what looks like a fence but is a code span", `\`\`\`x\`\`\` ${ada}`, [ADA]],
  ])("of %s", (_name, text, ids) => {
    expect(mentionsIn(text)).toEqual(ids);
  });

  it("are 50 at most, the first ones", () => {
    const ids = Array.from({ length: 51 }, () => newId("usr"));
    expect(mentionsIn(ids.map((id) => `[@x](${id})`).join(" "))).toEqual(ids.slice(0, 50));
  });

  it("are read from a hostile text as from any other", () => {
    for (const piece of ["a ` ", "[@", "`` ` ", "\\", "[@x](usr_", "```\n", "\n\n`"]) {
      expect(mentionsIn(`${ada}\n\n${piece.repeat(100_000 / piece.length)}`)).toEqual([ADA]);
    }
  });

  it("are none in no text", () => {
    expect(mentionsIn(null)).toEqual([]);
  });
});
