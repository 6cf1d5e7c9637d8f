import { expect, it } from 'vitest';
import { onTopicDeleted } from './coordinator-partitions.ts';
import { committedOffsets, describeGroups } from './describe-groups.ts';
import { commit, elect, inStep, sampleCoordinator, stableMember } from './sample-coordinator.ts';

it('each group belongs to one partition of __consumer_offsets, and goes where its leader goes', () => {
  const sample = sampleCoordinator({ offsetsPartitions: 3 });
  stableMember(sample, 'a');
  const { partition } = describeGroups(sample.broker)[0]!;
  elect(sample, (partition + 1) % 3, 2);
  expect(describeGroups(sample.broker)).toHaveLength(1);
  elect(sample, partition, 2);
  expect(describeGroups(sample.broker)).toEqual([]);
});

it('an election in which this broker goes on leading leaves the groups alone', () => {
  const sample = sampleCoordinator();
  stableMember(sample, 'a');
  const loads = () => sample.notes.filter(({ code }) => code === 'coordinator-moved').length;
  elect(sample, 0, 1);
  expect(loads()).toBe(1);
  expect(describeGroups(sample.broker)).toMatchObject([{ state: 'Stable' }]);
});

it('what was committed of a deleted topic is forgotten', () => {
  const sample = sampleCoordinator();
  commit(sample, 'a', 5);
  inStep(sample, (ctx) => onTopicDeleted(ctx, sample.broker, 'orders'));
  expect(committedOffsets(sample.broker, 'g')).toEqual([]);
});
