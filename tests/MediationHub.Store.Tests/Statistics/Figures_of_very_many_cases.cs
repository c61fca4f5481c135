using MediationHub.Store.Statistics;

namespace MediationHub.Store.Tests.Statistics;

/// <summary>Figures that are long to read are kept for a while, with the place of the log that they stand on; others are read each time.</summary>
public class Figures_of_very_many_cases
{
    private sealed class Watch : TimeProvider
    {
        private long _ticks;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override long GetTimestamp() => Interlocked.Read(ref _ticks);
        public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }

    private readonly Watch _watch = new();
    private int _read;

    private KeptFigures<string, int> Of(long cases) => new((_, _) => Task.FromResult(Interlocked.Increment(ref _read)), _ => cases, _watch);

    [Fact]
    public async Task Are_read_once_for_all_who_ask_within_seconds()
    {
        var figures = Of(60_000);
        Assert.Equal((1, 1), (await figures.Of("220000", default), await figures.Of("220000", default)));
        Assert.Equal(2, await figures.Of("220100", default));
    }

    [Fact]
    public async Task Are_shown_once_more_while_they_are_read_anew()
    {
        var figures = Of(60_000);
        await figures.Of("220000", default);
        _watch.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(1, await figures.Of("220000", default));
        while (await figures.Of("220000", default) == 1) await Task.Yield();
        Assert.Equal((2, 2), (await figures.Of("220000", default), _read));
    }

    [Fact]
    public async Task Are_never_older_than_a_minute()
    {
        var figures = Of(60_000);
        await figures.Of("220000", default);
        _watch.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal(2, await figures.Of("220000", default));
    }

    [Fact]
    public async Task Of_fewer_cases_are_read_each_time()
    {
        var figures = Of(50_000);
        Assert.Equal((1, 2), (await figures.Of("220000", default), await figures.Of("220000", default)));
    }
}
