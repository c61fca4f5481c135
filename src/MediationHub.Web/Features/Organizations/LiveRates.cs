using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;

namespace MediationHub.Web.Features.Organizations;

/// <summary>
/// Success rates for pages that stay open: two hundred that look at one organization over the same days have its rate read once after each commit, not two hundred times.
/// </summary>
public sealed class LiveRates(SuccessRates rates, HubStore store, ChangeFeed changes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Looked, Feed> _feeds = [];

    /// <summary>What a page looks at; null stands for the closing definition.</summary>
    private sealed record Looked(string Organization, DateOnly From, DateOnly To, string? Definition);

    /// <summary>The rate as JSON at once, and again after each commit that touches the organization. What comes while the reader is busy is one.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is away.</exception>
    public async IAsyncEnumerable<byte[]> Follow(string organization, DateOnly from, DateOnly to, string? definition, [EnumeratorCancellation] CancellationToken cancel)
    {
        var looked = new Looked(organization, from, to, string.IsNullOrEmpty(definition) ? null : definition);
        var mine = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var feed = Join(looked, mine);
        try
        {
            yield return await Read(looked, cancel);
            // What was being read for the others when this page came may be older than what it has; the notice of what it lacks is then still to be read. Positions in the log put nothing in order (decision 0004).
            await foreach (var said in mine.Reader.ReadAllAsync(cancel)) yield return said;
        }
        finally
        {
            Leave(looked, feed, mine);
        }
    }

    private Feed Join(Looked looked, Channel<byte[]> page)
    {
        lock (_lock)
        {
            if (!_feeds.TryGetValue(looked, out var feed))
            {
                _feeds[looked] = feed = new();
                var stop = feed.Stop.Token;
                _ = Task.Run(() => Run(looked, feed, stop), CancellationToken.None);
            }
            feed.Pages.Add(page);
            return feed;
        }
    }

    private void Leave(Looked looked, Feed feed, Channel<byte[]> page)
    {
        lock (_lock)
        {
            feed.Pages.Remove(page);
            if (feed.Pages.Count > 0) return;
            if (_feeds.GetValueOrDefault(looked) == feed) _feeds.Remove(looked);
        }
        feed.Stop.Cancel();
    }

    /// <summary>Reads after each notice, and tells all pages. Whatever breaks it off ends their streams: they come again by themselves.</summary>
    private async Task Run(Looked looked, Feed feed, CancellationToken stop)
    {
        Exception? broken = null;
        try
        {
            await foreach (var _ in changes.Watch(looked.Organization, stop))
            {
                var said = await Read(looked, stop);
                lock (_lock)
                    foreach (var page in feed.Pages) page.Writer.TryWrite(said);
            }
        }
        catch (Exception e)
        {
            broken = e;
        }
        lock (_lock)
        {
            if (_feeds.GetValueOrDefault(looked) == feed) _feeds.Remove(looked);
            foreach (var page in feed.Pages) page.Writer.TryComplete(broken);
        }
    }

    private async Task<byte[]> Read(Looked looked, CancellationToken cancel)
    {
        var rate = await rates.Of(looked.Organization, looked.From, looked.To, cancel, OrganizationEndpoints.Named(store, looked.Definition));
        return EventStream.Event(rate, OrganizationEndpoints.Rates);
    }

    /// <summary>The pages that look at the same.</summary>
    private sealed class Feed
    {
        public CancellationTokenSource Stop { get; } = new();
        public HashSet<Channel<byte[]>> Pages { get; } = [];
    }
}
