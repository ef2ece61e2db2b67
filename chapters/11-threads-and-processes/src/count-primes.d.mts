export default function countPrimes(range: { from: number; to: number }): number;
