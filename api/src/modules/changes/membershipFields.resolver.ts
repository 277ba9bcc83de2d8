import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../platform/graphql/context";
import { Project } from "../projects/project.entity";
import { StreamMembership } from "./viewerEvents.types";

@Resolver(() => StreamMembership)
export class MembershipFieldsResolver {
  @FieldResolver(() => Project, { nullable: true })
  async project(
    @Root() { projectId, isMember }: StreamMembership,
    @Ctx() { loaders }: Context,
  ): Promise<Project | null> {
    return isMember ? loaders.projectById.load(projectId) : null;
  }
}
