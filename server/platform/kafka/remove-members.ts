import type Cluster from 'kafkajs/src/cluster/index.js';

/** Takes members with these client ids out of a group; the group may have lost them already. Returns how many there were. */
export async function removeMembers(cluster: Cluster, group: string, clientIds: readonly string[]): Promise<number> {
  const coordinator = await cluster.findGroupCoordinator({ groupId: group });
  const { groups } = await coordinator.describeGroups({ groupIds: [group] });
  const wanted = new Set(clientIds);
  const members = groups.flatMap((one) => one.members).filter(({ clientId }) => wanted.has(clientId));
  for (const { memberId } of members) {
    await coordinator.leaveGroup({ groupId: group, memberId }).catch((error: unknown) => {
      if (!isUnknownMember(error)) throw error;
    });
  }
  return members.length;
}

function isUnknownMember(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'UNKNOWN_MEMBER_ID';
}
