/**
 * Days that pass between an act and the one before it, in the made-up nation: at least, at most. No law and no statistics: what the law
 * allows is asked of the law each time, and a date is moved until it keeps every deadline.
 */
const paces: Readonly<Record<string, readonly [number, number]>> = {
  'criminal.arrest-review/decide-arrest': [2, 6],
  'criminal.arrest-review/decide-non-arrest': [2, 6],
  'criminal.arrest-review/request-reconsideration': [1, 5],
  'criminal.arrest-review/decide-reconsideration': [2, 7],
  'criminal.arrest-review/request-arrest-again': [20, 60],
  'criminal.arrest-review/police-withdraw-or-end': [2, 12],
  'criminal.prosecution-review/prosecute': [10, 26],
  'criminal.prosecution-review/non-prosecution-statutory': [10, 26],
  'criminal.prosecution-review/non-prosecution-discretionary': [10, 26],
  'criminal.prosecution-review/non-prosecution-doubt': [10, 26],
  'criminal.prosecution-review/conditional-non-prosecution': [10, 26],
  'criminal.prosecution-review/return-for-supplement': [12, 24],
  'criminal.prosecution-review/return-for-supplement-2': [12, 24],
  'criminal.prosecution-review/resubmit': [15, 28],
  'criminal.prosecution-review/extend-review': [14, 22],
  'criminal.prosecution-review/self-supplement': [2, 8],
  'criminal.prosecution-review/transfer-jurisdiction': [1, 4],
  'criminal.prosecution-review/opinion-for-other-penalty': [2, 10],
  'criminal.prosecution-review/organ-reports-result': [15, 50],
  'criminal.trial-support/attend-court': [8, 40],
  'criminal.trial-support/convicted': [5, 30],
  'criminal.trial-support/acquitted': [15, 50],
  'criminal.trial-support/receive-judgment': [1, 4],
  'criminal.second-instance-protest/second-instance-result': [25, 55],
  'petition.handling/investigate': [2, 12],
  'petition.handling/reply-progress': [30, 70],
  'petition.handling/reply-result': [8, 60],
  'criminal.retrial-protest/retrial-result': [60, 150],
};
/** By the name of the act, where the procedure has none of its own. */
const byAct: Readonly<Record<string, readonly [number, number]>> = {
  'file-case': [3, 20],
  'court-reply': [20, 70],
  'organ-reply': [20, 50],
  'organ-replies': [3, 12],
  'court-judgment': [40, 120],
  'conclude-investigation': [30, 80],
  'final-non-prosecution': [0, 2],
};

const usual: readonly [number, number] = [0, 2];

export const gapOf = (procedure: string, act: string): readonly [number, number] =>
  paces[`${procedure}/${act}`] ?? byAct[act] ?? usual;
