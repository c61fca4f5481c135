using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Drafts;
using MediationHub.Store.Files;
using MediationHub.Store.Keys;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Postgres;
using MediationHub.Store.Rows;
using Npgsql;

namespace MediationHub.Web.Hosting;

/// <summary>One opened installation: its data folder, PostgreSQL (its own or a given one), keys, record and aggregates. Every verb starts from here.</summary>
public sealed class Installation : IAsyncDisposable
{
    private readonly PrivatePostgres? _postgres;

    private Installation(HubSettings settings, PrivatePostgres? postgres, HubStore store, HubClock clock)
    {
        (Settings, _postgres, Store, Clock) = (settings, postgres, store, clock);
        Aggregates = new EmbeddedAggregates(store);
        Changes = new ChangeFeed(store, Aggregates.Forget, store.Board.Touch);
        Files = new FileStore(store, Path.Combine(settings.DataFolder, "files"));
        Destruction = new FileDestruction(store, Aggregates, Files);
        Accounts = new AccountStore(store);
        AccessLog = new AccessLog(store);
        Drafts = new DraftStore(store);
        Anchors = new Anchors(store, Aggregates, AnchorFile);
    }

    public HubSettings Settings { get; }
    public HubStore Store { get; }
    public HubClock Clock { get; }
    public EmbeddedAggregates Aggregates { get; }
    public ChangeFeed Changes { get; }
    public FileStore Files { get; }
    public FileDestruction Destruction { get; }
    public AccountStore Accounts { get; }
    public AccessLog AccessLog { get; }
    public DraftStore Drafts { get; }
    public Anchors Anchors { get; }
    public string AnchorFile => Path.Combine(Settings.DataFolder, "anchors.jsonl");

    /// <summary>Opens everything, bringing the schema up to date.</summary>
    /// <param name="asItIs">Demo or not, as the data are: for verbs that serve nobody.</param>
    /// <exception cref="SettingException">Something is set so that the program cannot run; the message says what to do.</exception>
    public static async Task<Installation> Open(HubSettings settings, Action<string> say, bool asItIs = false, CancellationToken cancel = default)
    {
        Directory.CreateDirectory(settings.DataFolder);
        var keys = settings.Key is { } given ? KeyRing.Parse(given) : KeyRing.Open(Path.Combine(settings.DataFolder, "installation.key"));
        PrivatePostgres? postgres = null;
        HubStore? store = null;
        try
        {
            var connectionString = settings.ConnectionString;
            if (connectionString is null)
            {
                postgres = await PrivatePostgres.StartAsync(new PrivatePostgresOptions { DataDirectory = Path.Combine(settings.DataFolder, "postgres") }, say, cancel);
                await postgres.EnsureDatabaseAsync("mediationhub");
                connectionString = postgres.ConnectionString("mediationhub");
            }
            var clock = new HubClock(settings.ClockShift);
            store = await HubStore.Open(connectionString, keys, Projections.All(keys), clock, say, cancel);
            if (!asItIs) await CheckDemo(store, settings.Demo, cancel);
            return new(settings, postgres, store, clock);
        }
        catch (Exception e)
        {
            if (store is not null) await store.DisposeAsync();
            if (postgres is not null) await postgres.DisposeAsync();
            if (e is NpgsqlException or InvalidOperationException) throw new SettingException(e.Message);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Changes.DisposeAsync();
        await Store.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
    }

    /// <summary>A demo database has public passwords: it is never served as a real one, nor the other way round.</summary>
    private static async Task CheckDemo(HubStore store, bool demo, CancellationToken cancel)
    {
        await using var mark = store.Database.CreateCommand("update installation set demo = coalesce(demo, $1) returning demo");
        mark.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = demo });
        var isDemo = (bool)(await mark.ExecuteScalarAsync(cancel))!;
        if (isDemo && !demo) throw new SettingException("这是演示数据库,其账号和密码是公开的,不能用于正式办案。请加 --demo 启动,或用 MEDIATIONHUB_DATA 另指一个数据目录。");
        if (!isDemo && demo) throw new SettingException("这是正式数据库,不能以演示模式启动。请去掉 --demo,或用 MEDIATIONHUB_DATA 另指一个数据目录。");
    }
}
