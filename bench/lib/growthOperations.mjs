import { LIST, PAGE, read } from "./operations.mjs";

const VIEWER_LIST = `query ViewerList($first: Int!) { tasks(first: $first) { ${PAGE} } }`;

/** What growth is measured by; `make` takes what differs between a curve's points as its third argument. */
export const GROWTH_OPERATIONS = {
  /** Page number `page`, from 1, of a project picked among those at the places `projects`. */
  "project-page": read("/list", LIST, (world, random, { projects, first, page = 1 }) => {
    const project = world.projects[random.pick(projects)];
    const last = project.tasks[(page - 1) * first - 1];
    const variables = { project: project.id, first, ...(last && { after: world.cursorOf(project, last) }) };
    return { as: random.pick(project.members), variables };
  }),
  /** The newest tasks of all projects of the user at the place `as`. */
  "viewer-page": read("/viewer-list", VIEWER_LIST, (_world, _random, { as, first }) => ({ as, variables: { first } })),
};
