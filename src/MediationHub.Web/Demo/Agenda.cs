using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Demo;

/// <summary>When the offices of the demo work: on working days, 8:30 to 11:30 and 13:30 to 16:50.</summary>
internal sealed class Agenda(WorkCalendar calendar)
{
    private static readonly TimeOnly[] Opens = [new(8, 30), new(13, 30)];
    private static readonly TimeOnly[] Closes = [new(11, 30), new(16, 50)];

    public WorkCalendar Calendar { get; } = calendar;

    /// <summary>The same moment, or the next at which the office is open.</summary>
    public DateTimeOffset Open(DateTimeOffset at)
    {
        var (day, time) = (ChinaTime.DayOf(at), TimeOnly.FromTimeSpan(at.ToOffset(ChinaTime.Offset).TimeOfDay));
        if (Calendar.IsWorkingDay(day))
            for (var i = 0; i < Opens.Length; i++)
            {
                if (time < Opens[i]) return ChinaTime.At(day, Opens[i].Add(at.TimeOfDay - new TimeSpan(at.Hour, at.Minute, 0)));
                if (time <= Closes[i]) return at;
            }
        return ChinaTime.At(Calendar.WorkingDayOnOrAfter(day.AddDays(1)), Opens[0]);
    }

    /// <summary>So many minutes of office work later.</summary>
    public DateTimeOffset After(DateTimeOffset at, int minutes, int seconds) => Open(at.AddMinutes(minutes).AddSeconds(seconds));

    /// <summary>So many working days after; with 0 this day, or the next working day.</summary>
    public DateOnly Workday(DateOnly from, int days) => days <= 0 ? Calendar.WorkingDayOnOrAfter(from) : Calendar.AddWorkingDays(from, days);

    /// <summary>So many working days before.</summary>
    public DateOnly WorkdayBefore(DateOnly from, int days)
    {
        for (; days > 0; days--)
            do from = from.AddDays(-1);
            while (!Calendar.IsWorkingDay(from));
        return from;
    }

    /// <summary>Some moment of a working day's office hours.</summary>
    public static DateTimeOffset SomeTime(DateOnly day, Dice dice) => ChinaTime.At(day, dice.Chance(0.55)
        ? new TimeOnly(dice.Between(9, 10), dice.Between(0, 59), dice.Between(0, 59))
        : new TimeOnly(dice.Between(14, 15), dice.Between(0, 59), dice.Between(0, 59)));
}
