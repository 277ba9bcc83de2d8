import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import { AppError } from "../../platform/errors";
import { type Context, CurrentViewer, isSelfBySession } from "../../platform/graphql/context";
import { User } from "../users/user.entity";
import { LoginInput, RegisterInput, RevokeAllSessionsInput, RevokeSessionInput } from "./auth.inputs";
import { AcceptedPayload, AuthPayload, SessionPayload } from "./auth.payloads";
import type { AuthService, SignedIn } from "./auth.service";
import { Session } from "./session.entity";
import type { SessionsService } from "./sessions.service";

@Resolver(() => Session)
export class AuthResolver {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SessionsService,
  ) {}

  @Mutation(() => AuthPayload, {
    nullable: true,
    description:
      "Create an account, a personal project and a session; sets the refresh cookie. HTTP POST only, one per document.",
  })
  async register(@Ctx() context: Context, @Arg("input") input: RegisterInput): Promise<AuthPayload> {
    return signIn(context, () => this.auth.register(input, context.client));
  }

  @Mutation(() => AuthPayload, {
    nullable: true,
    description: "Open a session; sets the refresh cookie. HTTP POST only, one per document.",
  })
  async login(@Ctx() context: Context, @Arg("input") input: LoginInput): Promise<AuthPayload> {
    return signIn(context, () => this.auth.login(input, context.client));
  }

  @Mutation(() => SessionPayload, { nullable: true, description: "End one of the viewer's sessions, at once." })
  async revokeSession(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: RevokeSessionInput,
  ): Promise<SessionPayload> {
    return { session: await this.sessions.revokeSession(viewer, input.id) };
  }

  @Mutation(() => AcceptedPayload, { nullable: true, description: "End all the viewer's sessions, at once." })
  async revokeAllSessions(
    @CurrentViewer() viewer: Viewer,
    @Arg("input") input: RevokeAllSessionsInput,
  ): Promise<AcceptedPayload> {
    await this.sessions.revokeAllSessions(viewer, input.includeCurrent ?? true);
    return { isAccepted: true };
  }

  @FieldResolver(() => Boolean, { description: "Whether it is the one that asks." })
  isCurrent(@Root() session: Session, @Ctx() { viewer, signedInAs }: Context): boolean {
    return session.id === (signedInAs ?? viewer)?.sessionId;
  }
}

@Resolver(() => User)
export class UserSessionsResolver {
  constructor(private readonly service: SessionsService) {}

  @FieldResolver(() => [Session], {
    nullable: true,
    description:
      "The viewer's own living sessions, newest first, 50 at most; null on anyone else, and to personal access tokens.",
  })
  async sessions(@Root() user: User, @Ctx() context: Context): Promise<Session[] | null> {
    return isSelfBySession(context, user.id) ? this.service.list(user.id) : null;
  }
}

async function signIn(context: Context, open: () => Promise<SignedIn & { user: User }>): Promise<AuthPayload> {
  if (!context.setRefreshToken)
    throw new AppError("FORBIDDEN", "Signing in is for HTTP POST: a socket cannot set a cookie.");
  const { refreshToken, sessionId, ...payload } = await open();
  context.setRefreshToken(refreshToken);
  context.signedInAs = { userId: payload.user.id, sessionId };
  return payload;
}
