using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Hosting;

/// <summary>The program's clock: the system's, moved by a fixed span where a demo is shown on another day, or held at an instant while past days are played.</summary>
public sealed class HubClock(TimeSpan shift) : TimeProvider
{
    private readonly AsyncLocal<DateTimeOffset?> _held = new();

    public override DateTimeOffset GetUtcNow() => _held.Value ?? System.GetUtcNow() + shift;

    /// <summary>The shift by which it is now ten in the morning of a day in China.</summary>
    public static TimeSpan ToMorningOf(DateOnly day) => ChinaTime.At(day, new(10, 0)) - System.GetUtcNow();

    /// <summary>For everything that this flow of control does from here on, it is then.</summary>
    public void Hold(DateTimeOffset? instant) => _held.Value = instant?.ToUniversalTime();
}
