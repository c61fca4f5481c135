using System.Collections.Concurrent;
using MediationHub.Store.Imports;
using MediationHub.Store.Log;
using Npgsql;

namespace MediationHub.Web.Features.Registers;

/// <summary>Works on imports in the background, also on those that a stopped program left behind.</summary>
public sealed class ImportRunner(ImportStore imports, ImportDesk desk, ILogger<ImportRunner> log) : BackgroundService
{
    private const int AtOnce = 2;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _called = new(0);
    private readonly ConcurrentDictionary<string, Task> _inHand = new();

    /// <summary>There is something to do.</summary>
    public void Call() => _called.Release();

    /// <summary>Waits for an import to come to its next rest, so that a small one is finished when its page is shown.</summary>
    public async Task<Import?> Watch(string id, TimeSpan most, CancellationToken cancel)
    {
        Call();
        var until = Environment.TickCount64 + (long)most.TotalMilliseconds;
        var import = await imports.Find(id, cancel);
        while (import is { UnderWay: true } && Environment.TickCount64 < until)
        {
            if (_inHand.TryGetValue(id, out var working)) await Task.WhenAny(working, Task.Delay(500, cancel));
            else await Task.Delay(50, cancel);
            import = await imports.Find(id, cancel);
        }
        return import;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    foreach (var id in await imports.UnderWay(stoppingToken))
                        if (_inHand.Count < AtOnce && !_inHand.ContainsKey(id)) Begin(id, stoppingToken);
                }
                catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
                {
                    log.LogWarning("imports could not be looked for: {Kind}", e.GetType().Name);
                }
                await _called.WaitAsync(Round, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(_inHand.Values);
        }
    }

    private void Begin(string id, CancellationToken cancel)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inHand[id] = done.Task;
        _ = Task.Run(async () =>
        {
            try
            {
                await desk.Work(id, cancel);
            }
            catch (OperationCanceledException)
            {
                // The program stops; the import goes on from its last progress when it starts again.
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or StoreUnavailableException)
            {
                log.LogWarning("import {Id} waits for the database: {Kind}", id, e.GetType().Name);
            }
            catch (Exception e)
            {
                log.LogError("import {Id} stopped: {Kind}", id, e.GetType().Name);
                if (await imports.Find(id, CancellationToken.None) is { } import)
                {
                    import.State = ImportState.Failed;
                    import.Errors++;
                    await imports.Finish(import, new ImportReport([new(0, null, null, "internal", "程序出现意外错误，导入已停止；已导入的行保留，重新提交同一文件即可继续。", "Something unexpected went wrong: hand the file in again to go on.")]), CancellationToken.None);
                }
            }
            finally
            {
                _inHand.TryRemove(id, out _);
                done.SetResult();
                // The other place in the queue may be waited for.
                if (!cancel.IsCancellationRequested) Call();
            }
        }, CancellationToken.None);
    }
}
