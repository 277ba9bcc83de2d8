import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import { type Context, CurrentViewer, isSelf } from "../../platform/graphql/context";
import { User } from "./user.entity";
import { UpdateProfileInput } from "./users.inputs";
import { UserPayload } from "./users.payloads";
import type { UsersService } from "./users.service";

@Resolver(() => User)
export class UsersResolver {
  constructor(private readonly users: UsersService) {}

  @Query(() => User, {
    nullable: true,
    description: "The signed-in user; null only when the request carries no credential.",
  })
  async viewer(@Ctx() { viewer }: Context): Promise<User | null> {
    return viewer && this.users.viewer(viewer);
  }

  @Mutation(() => UserPayload, { nullable: true, description: "Change name, time zone or picture." })
  async updateProfile(@CurrentViewer() viewer: Viewer, @Arg("input") input: UpdateProfileInput): Promise<UserPayload> {
    return { user: await this.users.updateProfile(viewer, input) };
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the account was deleted: name and picture are gone, the id stays.",
  })
  isDeleted(@Root() user: User): boolean {
    return user.deletedAt !== null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether the viewer has proved that the address is theirs; null on anyone else.",
  })
  isEmailVerified(@Root() user: User, @Ctx() context: Context): boolean | null {
    return isSelf(context, user.id) ? user.emailVerifiedAt !== null : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The viewer's own address; null on anyone else (see ProjectMember.email).",
  })
  email(@Root() user: User, @Ctx() context: Context): string | null {
    return isSelf(context, user.id) ? user.emailAddress : null;
  }
}
