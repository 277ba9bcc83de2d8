import { Field, ObjectType } from "type-graphql";
import { User } from "../users/user.entity";
import { Session } from "./session.entity";

@ObjectType({
  simpleResolvers: true,
  description: "An open session. Its refresh token is in a cookie that scripts cannot read.",
})
export class AuthPayload {
  @Field({ description: "A JWT for the Authorization header: Bearer, a space, the token." })
  accessToken: string;

  @Field({ description: "When the access token ends; POST /api/auth/refresh gives a new one." })
  expiresAt: Date;

  @Field(() => User, { description: "Who signed in." })
  user: User;
}

@ObjectType({ simpleResolvers: true, description: "The session that was ended." })
export class SessionPayload {
  @Field(() => Session, { description: "As it was." })
  session: Session;
}

@ObjectType({ simpleResolvers: true, description: "Done, with nothing to show." })
export class AcceptedPayload {
  @Field({ description: "Always true; failures are errors." })
  isAccepted: boolean;
}
