// mount: what Streamlit calls at each rerun, for a class that receives data and can leave.

const instances = new WeakMap();

// The instance reports by `setStateValue`, whose value stays, or by `setTriggerValue`, for one run.
// Streamlit calls what the function returns when the component goes.
export const mount =
  (Kind, report = "setStateValue") =>
  ({ parentElement, data, ...streamlit }) => {
    if (!data) return undefined;
    if (!instances.has(parentElement)) instances.set(parentElement, new Kind(parentElement));
    const instance = instances.get(parentElement);
    instance.receive(data, streamlit[report]);
    return () => {
      instance.leave();
      instances.delete(parentElement);
    };
  };
