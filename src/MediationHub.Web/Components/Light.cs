namespace MediationHub.Web.Components;

/// <summary>The four lights of a running clock. Due today is red, not overdue.</summary>
public enum Light { Green, Amber, Red, Overdue }

public enum ClockStatus { Running, Met, Missed, Superseded }

public static class Lights
{
    private const int AmberDays = 3;

    public static Light On(DateOnly today, DateOnly due) => (due.DayNumber - today.DayNumber) switch
    {
        < 0 => Light.Overdue,
        0 => Light.Red,
        <= AmberDays => Light.Amber,
        _ => Light.Green,
    };
}
