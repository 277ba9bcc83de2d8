import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Query,
  Resolver,
  Root,
  Subscription,
} from "type-graphql";
import type { Viewer } from "../../platform/auth/viewer";
import { type Context, CurrentViewer } from "../../platform/graphql/context";
import { subscribedByModule } from "../../platform/graphql/module";
import { requireId } from "../../platform/graphql/rules";
import { Project } from "../projects/project.entity";
import type { ChangesService } from "./changes.service";
import type { CursorsBefore } from "./cursorsBefore";
import type { ViewerEventsItem } from "./viewerEvents.types";
import { ChangePage, type ProjectStreamItem, StreamItem } from "./stream.types";

const AFTER = "Continue behind this cursor.";

@ArgsType()
class ProjectStreamArgs {
  @Field(() => ID, { description: "Begins with prj_." })
  projectId: string;

  @Field(() => String, { nullable: true, description: AFTER })
  after?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Start with, or on a reset fall back to, the current tasks.",
  })
  snapshot?: boolean | null;
}

@ArgsType()
class ChangesArgs {
  @Field(() => ID, { description: "Begins with prj_." })
  projectId: string;

  @Field(() => String, { nullable: true, description: `${AFTER} From the oldest that is kept when absent.` })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: "1 to 100; 100 when absent." })
  first?: number | null;
}

@Resolver(() => Project)
export class ChangesResolver {
  constructor(
    private readonly service: ChangesService,
    private readonly cursorsBefore: CursorsBefore,
  ) {}

  @Query(() => ChangePage, {
    nullable: true,
    description: "A page of a project's log: the same events and cursors as projectStream.",
  })
  async changes(@CurrentViewer() viewer: Viewer, @Args() args: ChangesArgs): Promise<ChangePage> {
    return this.service.changes(viewer, { ...args, projectId: requireId("prj", args.projectId, "projectId") });
  }

  @Subscription(() => StreamItem, {
    subscribe: subscribedByModule,
    description: "Everything that happens in a project, in order, with no gap and no repeat.",
  })
  projectStream(@Root() item: ProjectStreamItem, @Args() _args: ProjectStreamArgs): ProjectStreamItem {
    return item;
  }

  @Subscription(() => StreamItem, {
    subscribe: subscribedByModule,
    description: "The events of all the viewer's projects, and what becomes of their memberships.",
  })
  viewerEvents(
    @Root() item: ViewerEventsItem,
    @Arg("after", () => String, { nullable: true, description: "Continue behind this cursor of the same viewer." })
    _after?: string | null,
  ): ViewerEventsItem {
    return item;
  }

  @FieldResolver(() => String, {
    description:
      "Give it as after: to projectStream or changes; taken before anything else of this request is read, so that nothing is missed between.",
  })
  async streamCursor(@Root() { id }: Project, @Ctx() context: Context): Promise<string> {
    return this.cursorsBefore.of(context, id);
  }
}
