export interface Weather {
  city: string;
  /** In degrees Celsius. */
  temperature: number;
  /** In km/h. */
  wind: number;
  conditions: string;
}

/** The ten cities, keyed by the name in the URL. The weather never changes: what a program prints can be compared. */
export const weatherOfCity: ReadonlyMap<string, Weather> = new Map(
  Object.entries({
    amsterdam: { city: "Amsterdam", temperature: 11, wind: 24, conditions: "rain" },
    cairo: { city: "Cairo", temperature: 29, wind: 12, conditions: "clear" },
    lima: { city: "Lima", temperature: 18, wind: 14, conditions: "fog" },
    nairobi: { city: "Nairobi", temperature: 22, wind: 9, conditions: "clouds" },
    oslo: { city: "Oslo", temperature: 4, wind: 17, conditions: "snow" },
    portland: { city: "Portland", temperature: 13, wind: 8, conditions: "drizzle" },
    reykjavik: { city: "Reykjavik", temperature: 2, wind: 39, conditions: "sleet" },
    seoul: { city: "Seoul", temperature: 16, wind: 6, conditions: "clear" },
    sydney: { city: "Sydney", temperature: 21, wind: 19, conditions: "clouds" },
    toronto: { city: "Toronto", temperature: 8, wind: 21, conditions: "thunderstorm" },
  }),
);
