using System.Globalization;

namespace MediationHub.Domain.Periods;

/// <summary>How long a reporting period is.</summary>
public enum PeriodKind { Month, Quarter, Year }

/// <summary>A month, a quarter or a year that figures are reported for, in legal days of Asia/Shanghai.</summary>
/// <param name="Number">1 to 12, 1 to 4; 1 for a year.</param>
public readonly record struct ReportPeriod(PeriodKind Kind, int Year, int Number)
{
    /// <summary>The first day, included.</summary>
    public DateOnly From => new(Year, Kind switch { PeriodKind.Month => Number, PeriodKind.Quarter => Number * 3 - 2, _ => 1 }, 1);

    /// <summary>The last day, included.</summary>
    public DateOnly To => From.AddMonths(Months).AddDays(-1);

    /// <summary>The period of the same length that ends the day before this one begins.</summary>
    public ReportPeriod Before => Of(Kind, From.AddDays(-1));

    private int Months => Kind switch { PeriodKind.Month => 1, PeriodKind.Quarter => 3, _ => 12 };

    /// <summary>As it stands in addresses: <c>2026-10</c>, <c>2026-Q3</c>, <c>2026</c>.</summary>
    public string Code => Kind switch { PeriodKind.Month => $"{Year}-{Number:00}", PeriodKind.Quarter => $"{Year}-Q{Number}", _ => $"{Year}" };

    /// <summary>As people say it: 2026年10月, 2026年第三季度, 2026年.</summary>
    public string Name => Kind switch { PeriodKind.Month => $"{Year}年{Number}月", PeriodKind.Quarter => $"{Year}年第{"一二三四"[Number - 1]}季度", _ => $"{Year}年" };

    /// <summary>The period of this length in which a day lies.</summary>
    public static ReportPeriod Of(PeriodKind kind, DateOnly day) =>
        new(kind, day.Year, kind switch { PeriodKind.Month => day.Month, PeriodKind.Quarter => (day.Month + 2) / 3, _ => 1 });

    /// <summary>Reads <see cref="Code"/>; null where it is none.</summary>
    public static ReportPeriod? Parse(string? code)
    {
        if (code is not { Length: 4 or 7 } || !int.TryParse(code.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < Kernel.Instants.FirstYear or > Kernel.Instants.LastYear) return null;
        if (code.Length == 4) return new(PeriodKind.Year, year, 1);
        if (code[4] != '-') return null;
        if (code[5] is 'Q') return code[6] is >= '1' and <= '4' ? new(PeriodKind.Quarter, year, code[6] - '0') : null;
        return int.TryParse(code.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 ? new(PeriodKind.Month, year, month) : null;
    }

    public override string ToString() => Code;
}
