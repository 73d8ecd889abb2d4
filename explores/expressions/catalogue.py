"""Every function: its signature (``functions`` says how to read it) and what it means. PURE."""

from __future__ import annotations

EVERYWHERE, CALCULATION, FIELD = "everywhere", "calculations only", "not in calculations"

_NUMBERS = """
abs(value: number): number
    The value without its sign.
ceiling(value: number): number
    The smallest whole number that is not below the value.
exp(value: number): number
    e to the power of the value.
floor(value: number): number
    The largest whole number that is not above the value.
ln(value: number): number
    The natural logarithm; null for 0 and below.
log(value: number): number
    The logarithm to base 10; null for 0 and below.
mod(value: number, divisor: number): number
    What is left of the value after dividing; it has the value's sign.
power(base: number, exponent: number): number
    The base to the power of the exponent.
rand(): number
    A random number from 0 up to 1, another one in each row.
round(value: number, decimals?: number): number
    Rounded to so many decimals (0 without them), halves away from zero.
sqrt(value: number): number
    The square root; null below 0.
"""

_TEXTS = """
concat(value…: any): text
    The values one after another as one text; null adds nothing.
contains(text: text, part: text): yesno
    Whether the part stands in the text; small letters and capitals differ.
length(text: text): number
    How many characters the text has.
lower(text: text): text
    The text in small letters.
position(text: text, part: text): number
    Where the part begins in the text, from 1; 0 where it is not there.
replace(text: text, old: text, new: text): text
    The text with each old part made a new one.
substring(text: text, start: number, length?: number): text
    From that character on, from 1: so many, or all that follow.
upper(text: text): text
    The text in capitals.
"""

_DATES = """
add_days(number: number, date: date): date
    So many days later; a number below 0 goes back.
add_hours(number: number, date: date): date
    So many hours later.
add_minutes(number: number, date: date): date
    So many minutes later.
add_months(number: number, date: date): date
    So many months later; the last day of a shorter month where it has no such day.
add_seconds(number: number, date: date): date
    So many seconds later.
add_years(number: number, date: date): date
    So many years later; 29 February becomes 28 where there is none.
date(year: number, month: number, day: number): date
    That day; null where the calendar has none.
date_time(year: number, month: number, day: number, hours: number, minutes: number, seconds: number): date
    That moment; null where there is none.
diff_days(start: date, end: date): number
    Whole days from start to end; below 0 where the end comes first.
diff_hours(start: date, end: date): number
    Whole hours from start to end.
diff_minutes(start: date, end: date): number
    Whole minutes from start to end.
diff_months(start: date, end: date): number
    Whole months from start to end.
diff_seconds(start: date, end: date): number
    Seconds from start to end.
diff_years(start: date, end: date): number
    Whole years from start to end.
extract_days(date: date): number
    The day of the month, 1 to 31.
extract_hours(date: date): number
    The hour of the day, 0 to 23.
extract_minutes(date: date): number
    The minute of the hour, 0 to 59.
extract_months(date: date): number
    The month, 1 to 12.
extract_seconds(date: date): number
    The second of the minute, 0 to 59.
extract_years(date: date): number
    The year.
now(): date
    The moment of asking, in the time zone of the query.
trunc_days(date: date): date
    The beginning of the day.
trunc_hours(date: date): date
    The beginning of the hour.
trunc_minutes(date: date): date
    The beginning of the minute.
trunc_months(date: date): date
    The first day of the month.
trunc_years(date: date): date
    The first day of the year.
"""

_LOGIC = """
case(when…: T, otherwise?: T): T
    The value of the first when() whose condition is yes; else the last value, or null.
when(condition: yesno, value: T): T
    One case inside case().
coalesce(value…: T): T
    The first value that is not null.
if(condition: yesno, if_yes: T, if_no: T): T
    The first value where the condition is yes, the second where it is no or null.
is_null(value: any): yesno
    Whether there is no value.
"""

_FILTERS = """
matches_filter(field: field, filter: constant text): yesno
    Whether the field passes the filter expression.
"""

_ROW_WISE = """
acos(value: number): number
    The angle, in radians, that has this cosine; null outside −1 to 1.
asin(value: number): number
    The angle, in radians, that has this sine; null outside −1 to 1.
atan(value: number): number
    The angle, in radians, that has this tangent.
cos(value: number): number
    The cosine of an angle in radians.
degrees(value: number): number
    Radians as degrees.
pi(): number
    3.14159…
radians(value: number): number
    Degrees as radians.
sin(value: number): number
    The sine of an angle in radians.
tan(value: number): number
    The tangent of an angle in radians.
fact(value: number): number
    The factorial of the whole part; null below 0 and above 170.
combin(size: number, chosen: number): number
    How many ways there are to choose so many out of a set of that size.
multinomial(value…: number): number
    The factorial of the sum, divided by the factorial of each.
split(text: text, separator: text): list of text
    The parts of the text between separators.
to_number(text: text): number
    The number that the text writes, with a point for decimals; null where it writes none.
to_string(value: any): text
    The value as a text; an empty one for null.
to_date(text: text): date
    The date that the text writes: 2026, 2026-01, 2026-01-31, with hh, hh:mm or hh:mm:ss; else null.
"""

_COLUMN_WISE = """
count(values: values any): number
    How many values are not null.
count_distinct(values: values any): number
    How many different values there are, without null.
sum(values: values number): number
    All values added up.
product(values: values number): number
    All values multiplied.
mean(values: values number): number
    The average.
median(values: values number): number
    The middle value; the average of both for an even number of them.
mode(values: values number): number
    The most frequent value, the smallest where several are.
min(values: values T): T
    The smallest value; of dates the first, of texts the first by letters.
max(values: values T): T
    The largest value; of dates the last, of texts the last by letters.
geomean(values: values number): number
    The geometric mean; null where a value is 0 or below.
kurtosis(values: values number): number
    Excess kurtosis of a sample; null for fewer than 4 values.
skew(values: values number): number
    Skewness of a sample; null for fewer than 3 values.
large(values: values number, k: number): number
    The k-th largest value.
small(values: values number, k: number): number
    The k-th smallest value.
percentile(values: values number, p: number): number
    The value below which a share p (0 to 1) lies, interpolated.
percent_rank(values: values number, value: number): number
    Where the value stands among the values, 0 to 1, interpolated; null outside.
rank(value: number, values: values number): number
    The place of the value among the values, the largest first; equal values share the best place.
rank_avg(value: number, values: values number): number
    The same; equal values share the average of their places.
match(value: T, values: values T): number
    The row (or place in the list) of the first such value, from 1; null where there is none.
stddev_pop(values: values number): number
    Standard deviation of a population.
stddev_samp(values: values number): number
    Standard deviation of a sample; null for a single value.
var_pop(values: values number): number
    Variance of a population.
var_samp(values: values number): number
    Variance of a sample; null for a single value.
covar_pop(first: values number, second: values number): number
    Covariance of a population, over the pairs without null.
covar_samp(first: values number, second: values number): number
    Covariance of a sample, over the pairs without null.
correl(first: values number, second: values number): number
    Correlation, −1 to 1, over the pairs without null.
slope(y: values number, x: values number): number
    The slope of the straight line that fits best.
intercept(y: values number, x: values number): number
    Where the straight line that fits best stands at x = 0.
running_total(column: column number): number
    The sum from the first row to this one; null counts as 0.
running_product(column: column number): number
    The product from the first row to this one; null counts as 1.
"""

_DISTRIBUTIONS = """
beta_dist(value: number, alpha: number, beta: number, cumulative: yesno): number
    Beta distribution: probability up to the value if cumulative, else its density.
beta_inv(probability: number, alpha: number, beta: number): number
    The value that the beta distribution stays below with that probability.
binom_dist(successes: number, tests: number, probability: number, cumulative: yesno): number
    Binomial distribution: so many successes, or at most so many.
binom_inv(tests: number, probability: number, target: number): number
    The fewest successes whose cumulative probability reaches the target.
chisq_dist(value: number, dof: number, cumulative: yesno): number
    Chi-squared distribution with so many degrees of freedom.
chisq_inv(probability: number, dof: number): number
    The value that the chi-squared distribution stays below with that probability.
expon_dist(value: number, lambda: number, cumulative: yesno): number
    Exponential distribution with that rate.
f_dist(value: number, dof_1: number, dof_2: number, cumulative: yesno): number
    F distribution.
f_inv(probability: number, dof_1: number, dof_2: number): number
    The value that the F distribution stays below with that probability.
gamma_dist(value: number, alpha: number, beta: number, cumulative: yesno): number
    Gamma distribution with shape alpha and scale beta.
gamma_inv(probability: number, alpha: number, beta: number): number
    The value that the gamma distribution stays below with that probability.
hypgeom_dist(successes: number, sample: number, marked: number, population: number, cumulative: yesno): number
    Hypergeometric distribution: successes in a sample drawn without putting back from
    a population of which so many are marked.
negbinom_dist(failures: number, successes: number, probability: number, cumulative: yesno): number
    Negative binomial distribution: so many failures before so many successes.
norm_dist(value: number, mean: number, stdev: number, cumulative: yesno): number
    Normal distribution.
norm_inv(probability: number, mean: number, stdev: number): number
    The value that the normal distribution stays below with that probability.
norm_s_dist(value: number, cumulative: yesno): number
    Standard normal distribution.
norm_s_inv(probability: number): number
    The value that the standard normal distribution stays below with that probability.
poisson_dist(value: number, lambda: number, cumulative: yesno): number
    Poisson distribution with that mean.
t_dist(value: number, dof: number, cumulative: yesno): number
    Student's t distribution, its left tail if cumulative.
t_inv(probability: number, dof: number): number
    The value that the t distribution stays below with that probability.
weibull_dist(value: number, shape: number, scale: number, cumulative: yesno): number
    Weibull distribution.
"""

_TESTS = """
chisq_test(actual: values number, expected: values number): number
    The probability that actual differs from expected by chance alone, with one degree of freedom fewer than
    values.
t_test(first: values number, second: values number, tails: number, type: number): number
    Student's t test: 1 or 2 tails; type 1 paired, 2 equal variances, 3 unequal.
z_test(values: values number, mean: number, stdev?: number): number
    The probability of a mean above that of the values, were the true mean the given one; without stdev, that of
    the sample.
confidence_norm(alpha: number, stdev: number, n: number): number
    Half the width of the confidence interval of a mean, normal distribution.
confidence_t(alpha: number, stdev: number, n: number): number
    Half the width of the confidence interval of a mean, t distribution.
"""

_ROWS = """
row(): number
    The number of the row, from 1.
offset(column: column T, rows: number): T
    The column's value so many rows below (above for a number under 0); null outside.
offset_list(column: column T, rows: number, count: number): list of T
    So many values of the column, the first of them so many rows below.
index(values: values T, n: number): T
    The n-th value of the column or list, from 1; null outside.
list(value…: T): list of T
    The values as a list.
lookup(value: T, column: column T, result: column U): U
    What stands in the result column where the value first stands in the column.
"""

_PIVOTS = """
pivot_column(): number
    The number of the pivot column, from 1.
pivot_index(expression: T, n: number): T
    The expression's value in the n-th pivot column, from 1.
pivot_offset(expression: T, columns: number): T
    The expression's value so many pivot columns to the right (left under 0).
pivot_offset_list(expression: T, columns: number, count: number): list of T
    So many values, the first of them so many pivot columns to the right.
pivot_row(expression: T): list of T
    The values of the row in all pivot columns.
pivot_where(condition: yesno, expression: T): T
    The value in the one pivot column that meets the condition; null where none or several do.
"""

FAMILIES: tuple[tuple[str, str, str], ...] = (
    ("Numbers", EVERYWHERE, _NUMBERS),
    ("Texts", EVERYWHERE, _TEXTS),
    ("Dates", EVERYWHERE, _DATES),
    ("Logic", EVERYWHERE, _LOGIC),
    ("Filters", FIELD, _FILTERS),
    ("Row by row", CALCULATION, _ROW_WISE),
    ("Whole columns and lists", CALCULATION, _COLUMN_WISE),
    ("Distributions", CALCULATION, _DISTRIBUTIONS),
    ("Tests", CALCULATION, _TESTS),
    ("Rows", CALCULATION, _ROWS),
    ("Pivots", CALCULATION, _PIVOTS),
)
