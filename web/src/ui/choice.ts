import type { ReactNode } from "react";

/** One line of a menu. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
}
