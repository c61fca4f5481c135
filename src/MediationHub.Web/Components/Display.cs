namespace MediationHub.Web.Components;

/// <summary>How days, moments, money and rates are written on every screen. Moments are shown in China's one legal time, UTC+8.</summary>
public static class Display
{
    public const string NoFigure = "—";

    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd");

    public static string Day(DateOnly? day) => day is { } known ? Day(known) : NoFigure;

    public static string Moment(DateTimeOffset at) => at.ToOffset(Shanghai).ToString("yyyy-MM-dd HH:mm");

    public static string Machine(DateTimeOffset at) => at.ToOffset(Shanghai).ToString("yyyy-MM-ddTHH:mm:sszzz");

    public static string Money(decimal amount) => amount.ToString("N2");

    /// <summary>A percentage with 2 decimals as the rate endpoint gives it, half-up; a dash where nothing counts.</summary>
    public static string Rate(decimal? percent) => percent is { } known
        ? Math.Round(known, 2, MidpointRounding.AwayFromZero).ToString("0.00")
        : NoFigure;

    public static string Plain(decimal number) => number.ToString("0.##");
}
