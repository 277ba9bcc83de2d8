import { StreamPosition } from "./streamPosition";

describe("StreamPosition", () => {
  it("takes the first event as the start, whatever came before it", () => {
    expect(new StreamPosition().advance({ seq: 7, prevSeq: 6 })).toBe(true);
  });

  it("follows a chain that leaves out events this viewer may not see", () => {
    const position = new StreamPosition();
    position.advance({ seq: 7, prevSeq: 6 });
    expect(position.advance({ seq: 10, prevSeq: 7 })).toBe(true);
  });

  it("notices a lost event once", () => {
    const position = new StreamPosition();
    position.advance({ seq: 7, prevSeq: 6 });
    expect(position.advance({ seq: 9, prevSeq: 8 })).toBe(false);
    expect(position.advance({ seq: 10, prevSeq: 9 })).toBe(true);
  });

  it("takes a repeat as no loss and does not step back", () => {
    const position = new StreamPosition();
    position.advance({ seq: 7, prevSeq: 6 });
    expect(position.advance({ seq: 6, prevSeq: 5 })).toBe(true);
    expect(position.advance({ seq: 8, prevSeq: 7 })).toBe(true);
  });
});
