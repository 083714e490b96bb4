// Compiled by the test, never run: a page, its pagination, and a mutation as a front end writes them.
import { graphql } from "react-relay";

export const page = graphql`
  query CallsPageQuery {
    ...CallsPage_calls
  }
`;

export const calls = graphql`
  fragment CallsPage_calls on Query
  @refetchable(queryName: "CallsPagePaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "ID" }) {
    calls(first: $count, after: $cursor) @connection(key: "CallsPage_calls") {
      totalCount
      edges {
        node {
          id
          title
          state
          availableActions {
            action
            allowed
          }
        }
      }
    }
  }
`;

export const publish = graphql`
  mutation PublishCallMutation($input: CallStepInput!) {
    publishCall(input: $input) {
      call {
        id
        state
        version
      }
      refusals {
        code
        message
      }
    }
  }
`;
