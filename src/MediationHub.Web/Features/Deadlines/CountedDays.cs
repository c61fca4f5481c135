using MediationHub.Domain.Rulebook;

namespace MediationHub.Web.Features.Deadlines;

/// <summary>Days of a clock that read alike, in one line.</summary>
/// <param name="First">Which day of the count the first of them is; null where they are not counted.</param>
public sealed record CountedDays(DateOnly From, DateOnly To, int? First, int? Last, string? Note)
{
    /// <summary>Every day of a clock, those that read alike together: what is skipped or rolled over, make-up workdays and the last day stand alone.</summary>
    public static IReadOnlyList<CountedDays> Of(DeadlineExplanation clock)
    {
        var lines = new List<CountedDays>();
        var (kind, notes) = (Kind.Alone, new List<string>());
        foreach (var step in clock.Steps)
        {
            var next = step.On == clock.Due || step.On == clock.Raw ? Kind.Alone
                : step.Day is null ? Kind.Skipped
                : clock.Unit is PeriodUnit.Working && step.Note?.Contains("调休上班", StringComparison.Ordinal) is true ? Kind.Alone
                : Kind.Counted;
            if (lines.Count == 0 || next is Kind.Alone || next != kind)
            {
                lines.Add(new(step.On, step.On, step.Day, step.Day, null));
                notes = [];
            }
            else lines[^1] = lines[^1] with { To = step.On, Last = step.Day };
            kind = next;
            foreach (var note in (step.Note ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                // A day off among natural days is a day like any other.
                var said = next is Kind.Counted && note is not "次日起算" and not "原期间届满日" ? "休息日照常计入" : note;
                if (!notes.Contains(said)) notes.Add(said);
            }
            lines[^1] = lines[^1] with { Note = notes.Count == 0 ? null : string.Join('，', notes) };
        }
        return lines;
    }

    private enum Kind { Counted, Skipped, Alone }
}
