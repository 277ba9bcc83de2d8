import { Column, Entity } from "typeorm";
import { IdColumn } from "../../platform/db/columns";

/** How a user proves who they are. No GraphQL type: it never leaves the server. */
@Entity("credentials")
export class Credential {
  /** The user's id. */
  @IdColumn("usr", { primary: true })
  id: string;

  /** argon2id, PHC string. */
  @Column("varchar", { length: 255 })
  passwordHash: string;
}
