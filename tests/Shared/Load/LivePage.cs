using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;

namespace MediationHub.Tests.Load;

/// <summary>A page that somebody has open: it follows the stream of an organization's rate or of a region's board as a browser does, and notes when each figure came.</summary>
public sealed class LivePage : IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Channel<(long Counted, long At)> _shown = Channel.CreateUnbounded<(long, long)>();
    private readonly HttpClient _http;
    private readonly string _path, _figure;
    private readonly Task _reading;

    private LivePage(HttpClient http, string path, string figure)
    {
        (_http, _path, _figure) = (http, path, figure);
        _reading = Task.Run(Read);
    }

    /// <summary>The page of an organization.</summary>
    public static LivePage OfOrganization(HttpClient http, string organization) => new(http, $"/api/v1/organizations/{organization}/success-rate/live", "");

    /// <summary>The board of the person's own region.</summary>
    public static LivePage OfBoard(HttpClient http) => new(http, "/api/v1/board/live", "all.n");

    /// <summary>How many cases count, as the page says when it is opened.</summary>
    public async Task<long> Opened(CancellationToken cancel) => (await _shown.Reader.ReadAsync(cancel)).Counted;

    /// <summary>Waits until the page counts so many cases; gives the time stamp (<see cref="Stopwatch.GetTimestamp"/>) at which it did.</summary>
    /// <exception cref="ChannelClosedException">The stream ended.</exception>
    public async Task<long> Shows(long counted, CancellationToken cancel)
    {
        while (true)
        {
            var (shown, at) = await _shown.Reader.ReadAsync(cancel);
            if (shown >= counted) return at;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _reading;
        _closed.Dispose();
    }

    private async Task Read()
    {
        try
        {
            using var stream = new StreamReader(await _http.GetStreamAsync(_path, _closed.Token));
            while (await stream.ReadLineAsync(_closed.Token) is { } line)
                if (line.StartsWith("data: ", StringComparison.Ordinal) && Counted(line.AsMemory(6)) is { } counted) _shown.Writer.TryWrite((counted, Stopwatch.GetTimestamp()));
            _shown.Writer.TryComplete();
        }
        catch (OperationCanceledException)
        {
            _shown.Writer.TryComplete();
        }
        catch (Exception e)
        {
            _shown.Writer.TryComplete(e);
        }
    }

    /// <summary>S + P + F of an event; null where it does not say.</summary>
    private long? Counted(ReadOnlyMemory<char> said)
    {
        using var json = JsonDocument.Parse(said);
        if (_figure.Length == 0) return json.RootElement.GetProperty("denominator").GetInt64();
        return json.RootElement.GetProperty("slots").TryGetProperty(_figure, out var slot) && slot.GetString()!.Split('/') is [_, var of]
            ? long.Parse(of, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : null;
    }
}
