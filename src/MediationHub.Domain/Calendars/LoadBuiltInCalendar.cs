using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Calendars;

/// <summary>Take over the years that come with the program and that the log does not have yet: at first start, and with a program that knows a year more.</summary>
public sealed record LoadBuiltInCalendar : ICommand<CalendarYears>
{
    public Decision Decide(CalendarYears state, Context at)
    {
        var last = state.Calendar?.Years.Last() ?? 0;
        return Decision.Of(WorkCalendar.BuiltIn.Years.Where(y => y > last).Select(year => new CalendarYearLoaded(
            state.Edition + 1, new CalendarYear(year, 1, [.. WorkCalendar.BuiltIn.DaysOf(year)], null, $"国务院办公厅关于{year}年部分节假日安排的通知（随本系统提供）", null, at.Today))));
    }
}
