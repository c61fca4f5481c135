using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Kernel;

/// <summary>Everything a decision may look at besides its own state: the moment, the person, the law as data, and the records it asked for.</summary>
/// <param name="Now">The instant of entry.</param>
/// <param name="Calendar">Working days and days off.</param>
/// <param name="Rules">The rulebook version in force.</param>
public sealed record Context(DateTimeOffset Now, Actor Actor, WorkCalendar Calendar, RuleSet Rules)
{
    private readonly IReadOnlyDictionary<StreamRef, object> _others = new Dictionary<StreamRef, object>();

    /// <summary>The legal day in Asia/Shanghai.</summary>
    public DateOnly Today { get; } = ChinaTime.DayOf(Now);

    /// <summary>Which law this is decided under, for what has to keep it; null for the first.</summary>
    public LawVersion? Law => LawVersion.Of(Calendar, Rules);

    /// <summary>The records that the command asked for with <see cref="ICommand{TState}.Reads"/>.</summary>
    public IReadOnlyDictionary<StreamRef, object> Others { init => _others = value; }

    /// <summary>Another record's state, or null where no such record exists.</summary>
    /// <exception cref="InvalidOperationException">The command did not say that it reads this record.</exception>
    public TState? Find<TState>(string id) where TState : class, IAggregate<TState>
    {
        if (!_others.TryGetValue(StreamRef.To<TState>(id), out var state))
            throw new InvalidOperationException($"{TState.Stream}/{id} was not loaded: name it in Reads");
        return ReferenceEquals(state, TState.Empty) ? null : (TState)state;
    }

    /// <summary>How many working days lie between the day something happened and today: more than 3 is a late entry.</summary>
    public int WorkingDaysSince(DateOnly day) => Calendar.WorkingDaysBetween(day, Today);
}

/// <summary>Legal days are counted in Asia/Shanghai, UTC+8 without summer time since 1992.</summary>
public static class ChinaTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day on which an instant falls in Asia/Shanghai.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>An instant from a day and a time of day in Asia/Shanghai.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), Offset);

    /// <summary>An instant as people in China read it, to the minute.</summary>
    public static string Show(DateTimeOffset instant) => $"{instant.ToOffset(Offset):yyyy-MM-dd HH:mm}";
}
