export {
  createLiveHub,
  type LiveHub,
  type LiveHubOptions,
  type Pulse,
  type SubscribeOptions,
} from './create-live-hub.ts';
export { notifyFlows } from './notify-flows.ts';
