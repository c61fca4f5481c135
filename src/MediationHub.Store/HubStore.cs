using System.Diagnostics;
using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Amendments;
using MediationHub.Store.Keys;
using MediationHub.Store.Log;
using MediationHub.Store.Maintenance;
using MediationHub.Store.Rows;
using MediationHub.Store.Schema;
using MediationHub.Store.Search;
using MediationHub.Store.Statistics;
using Npgsql;

namespace MediationHub.Store;

/// <summary>The record of one installation: its log, its keys, and what follows from its events.</summary>
public sealed class HubStore : IAsyncDisposable
{
    private readonly Dictionary<string, Projection> _projections;

    private HubStore(NpgsqlDataSource database, NpgsqlDataSource atLength, KeyRing keys, IEnumerable<Projection> projections, TimeProvider clock, long txOffset)
    {
        (Database, AtLength, Keys, Clock) = (database, atLength, keys, clock);
        _projections = projections.ToDictionary(p => p.Stream);
        Log = new LogReader(database, txOffset);
        Law = new LawInForce(Log, keys);
        Search = new SearchUpkeep(database);
        Board = new RateBoard(this, Log);
        Committer = new Committer(database, txOffset, clock, () =>
        {
            Search.Written();
            Board.Touch();
        });
    }

    public NpgsqlDataSource Database { get; }

    /// <summary>
    /// The same database without a time limit, for what reads the whole log. The first row of a sorted COPY comes when all of it is sorted, and a COPY takes its limit from the connection alone:
    /// with ten million events on a busy machine half a minute was not enough, and the program could not start.
    /// </summary>
    internal NpgsqlDataSource AtLength { get; }
    public KeyRing Keys { get; }
    public TimeProvider Clock { get; }
    public LogReader Log { get; }

    /// <summary>The law in force, which follows the log.</summary>
    public LawInForce Law { get; }

    public WorkCalendar Calendar => Law.Current.Calendar;
    public RuleSet Rules => Law.Current.Rules;

    /// <summary>Every organization's figures in memory.</summary>
    public RateBoard Board { get; }

    internal Committer Committer { get; }

    /// <summary>Commands that are decided and wait for a transaction.</summary>
    public int CommitsWaiting => Committer.Waiting;

    private SearchUpkeep Search { get; }
    internal IEnumerable<Projection> Projections => _projections.Values;

    /// <summary>Brings the schema up to date, makes the rows anew where this program's are others than those that stand there, and opens the record.</summary>
    /// <exception cref="InvalidOperationException">The keys are not those of this database, or it was made by a newer program.</exception>
    public static async Task<HubStore> Open(string connectionString, KeyRing keys, IEnumerable<Projection> projections, TimeProvider? clock = null, Action<string>? say = null, CancellationToken cancel = default)
    {
        DapperDays.Register();
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true, MaxAutoPrepare = 120, AutoPrepareMinUsages = 2, ApplicationName = "mediationhub", IncludeErrorDetail = false };
        if (settings.MaxPoolSize == 100) settings.MaxPoolSize = 40;
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "mediationhub" };
        // Traced as part of something: the questions that the program asks itself all day long would be most of what is sent.
        source.ConfigureTracing(tracing => tracing.EnableFirstResponseEvent(false).EnablePhysicalOpenTracing(false)
            .ConfigureCommandFilter(_ => Activity.Current is not null).ConfigureBatchFilter(_ => Activity.Current is not null).ConfigureCopyOperationFilter(_ => Activity.Current is not null));
        var database = source.Build();
        var atLength = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { CommandTimeout = 0, ReadBufferSize = 65_536, WriteBufferSize = 65_536 });
        try
        {
            await Migrator.Apply(database, say ?? (_ => { }), cancel);
            var txOffset = await Prepare(database, keys, cancel);
            var store = new HubStore(database, atLength, keys, projections, clock ?? TimeProvider.System, txOffset);
            await store.Law.Refresh(cancel);
            await RowsOfToday.Ensure(store, say ?? (_ => { }), cancel);
            await store.TakeOverLaw(cancel);
            return store;
        }
        catch
        {
            await atLength.DisposeAsync();
            await database.DisposeAsync();
            throw;
        }
    }

    internal Projection<TState> Projection<TState>() where TState : class, IAggregate<TState> => (Projection<TState>)_projections[TState.Stream];
    internal Projection Projection(string stream) => _projections[stream];

    public async ValueTask DisposeAsync()
    {
        await Committer.DisposeAsync();
        Law.Dispose();
        Board.Dispose();
        await Search.DisposeAsync();
        await AtLength.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>What comes with the program and the log does not have yet is entered by commands like everything else; after that the log is the authority.</summary>
    private async Task TakeOverLaw(CancellationToken cancel)
    {
        var aggregates = new EmbeddedAggregates(this);
        await aggregates.Send(CalendarYears.Id, new LoadBuiltInCalendar(), new Request(Actor.System), cancel);
        await aggregates.Send(RulebookVersions.Id, new LoadRulebook(), new Request(Actor.System), cancel);
    }

    /// <summary>
    /// A database restored from a dump begins with small transaction ids again; readers go by them, so they are lifted above all that stand in the log.
    /// The key ring is tied to the database at first start.
    /// </summary>
    private static async Task<long> Prepare(NpgsqlDataSource database, KeyRing keys, CancellationToken cancel)
    {
        await using var prepare = database.CreateCommand(
            """
            update installation set
              fingerprint = coalesce(fingerprint, $1),
              tx_offset = greatest(tx_offset, coalesce((select max(tx) from events), 0) - pg_current_xact_id()::text::bigint + 1)
            returning tx_offset, fingerprint
            """);
        prepare.Parameters.Add(new NpgsqlParameter<string> { TypedValue = keys.Fingerprint });
        await using var reader = await prepare.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        if (reader.GetString(1) != keys.Fingerprint)
            throw new InvalidOperationException("安装密钥与数据库不匹配,请恢复与该数据库同时备份的密钥文件。The installation key does not belong to this database: restore the key that was backed up with it.");
        return reader.GetInt64(0);
    }
}
