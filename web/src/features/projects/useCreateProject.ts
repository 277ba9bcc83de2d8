import type { Reference } from "@apollo/client";
import { useMutation } from "@apollo/client/react";
import { graphql } from "../../gql";

const CreateProject = graphql(`
  mutation CreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      seq
      project {
        id
        name
        color
        isPersonal
        viewerRole
        version
      }
    }
  }
`);

interface StoredProjects {
  readonly edges: ReadonlyArray<{ readonly node: Reference }>;
}

/** `id` is made by the caller, so that trying again after a lost answer makes no second project. */
export function useCreateProject() {
  const [mutate, { loading }] = useMutation(CreateProject, {
    update: (cache, { data }) => {
      const project = data?.createProject?.project;
      if (!project) return;
      cache.modify<{ projects: StoredProjects }>({
        fields: {
          projects(value, { readField }) {
            const { edges, ...rest } = value as StoredProjects;
            const reference: Reference = { __ref: `Project:${project.id}` };
            const nameOf = (edge: { node: Reference }) => readField<string>("name", edge.node) ?? "";
            const others = edges.filter(({ node }) => node.__ref !== reference.__ref);
            const next = [...others, { __typename: "ProjectEdge", cursor: "", node: reference }];
            return { ...rest, edges: next.sort((a, b) => nameOf(a).localeCompare(nameOf(b))) };
          },
        },
      });
    },
  });

  const createProject = (input: { id: string; name: string }) => mutate({ variables: { input } });
  return [createProject, loading] as const;
}
