
      export interface PossibleTypesResultData {
        possibleTypes: {
          [key: string]: string[]
        }
      }
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "Actor": [
      "User"
    ],
    "Change": [
      "ActivityEntry",
      "StreamEvent"
    ],
    "Node": [
      "ActivityEntry",
      "ApiToken",
      "Comment",
      "Label",
      "Project",
      "ProjectMember",
      "Session",
      "Task",
      "User"
    ],
    "StreamItem": [
      "StreamEnd",
      "StreamEvent",
      "StreamLagging",
      "StreamLive",
      "StreamMembership",
      "StreamReset",
      "StreamSnapshot"
    ]
  }
};
      export default result;
    