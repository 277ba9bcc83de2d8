
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
      "StreamLive"
    ]
  }
};
      export default result;
    