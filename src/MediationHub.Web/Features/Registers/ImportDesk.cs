using System.Security.Cryptography;
using System.Text;
using MediationHub.Documents.Registers;
using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Kernel;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Files;
using MediationHub.Store.Imports;
using MediationHub.Store.Log;

namespace MediationHub.Web.Features.Registers;

/// <summary>What was found in a file: as much of it as anybody reads.</summary>
public sealed record ImportReport(IReadOnlyList<Finding> Findings)
{
    public const int Most = 5000;
}

/// <summary>Imports of registers: handed in, looked over without writing, confirmed, carried out row by row through the one pipeline.</summary>
public sealed class ImportDesk(HubStore store, IAggregates aggregates, ImportStore imports, FileStore files, AccountStore accounts)
{
    private const int Chunk = 500;

    /// <summary>Commands under way at once: enough that one commit gathers many.</summary>
    private const int AtOnce = 64;

    /// <summary>For the command line, and for reading again what was let in.</summary>
    public static readonly SheetLimits Generous = new(FileBytes: 200 << 20, UnpackedBytes: 2L << 30, Rows: 1_000_000, Cells: 30_000_000, Time: TimeSpan.FromMinutes(10));

    /// <summary>Takes in a file that can be read as a register of this kind; gives the import, or why not. Nothing is kept of a file that cannot.</summary>
    public async Task<(Import? Import, Refusal? Refusal)> HandIn(string kind, string name, byte[] content, Actor actor, CancellationToken cancel, SheetLimits? limits = null)
    {
        if (RegisterForm.Find(kind) is not { } form) return (null, Refusal.Invalid("kind", "没有这种登记册，请从列表中选择。", "There is no such register: organizations, mediators, ledger."));
        try
        {
            var table = await Task.Run(() => RegisterReader.Read(SheetReader.Read(content, limits, cancel), form), cancel);
            if (table.HeaderRow == 0) return (null, Refusal.Invalid("file", table.Findings[0].Chinese, table.Findings[0].English));
        }
        catch (SheetUnreadableException unreadable) { return (null, unreadable.Refusal); }

        var safe = new string([.. Path.GetFileName(name.Replace('\\', '/')).Where(c => !char.IsControl(c))]).Trim();
        var file = await files.Keep(safe.Length is 0 or > 200 ? form.Title : safe, content, "application/octet-stream", actor.UserName, cancel);
        return (await imports.Add(kind, file.Id, file.Sha256, actor, cancel), null);
    }

    /// <summary>Goes on with an import that is being looked over or carried out, unless another worker has it in hand.</summary>
    /// <returns>False where another one has.</returns>
    public Task<bool> Work(string id, CancellationToken cancel, Action<Import>? progress = null) => imports.Alone(id, async () =>
    {
        if (await imports.Find(id, cancel) is not { UnderWay: true } import) return;
        if (await accounts.FindByNameAsync(import.ByUser, cancel) is not { Locked: false } account)
        {
            await Stop(import, ImportState.Failed, [new(0, null, null, "account-locked", "提交导入的账号已停用，导入没有继续。请由在用账号重新提交。", "The account that handed it in is locked.")], cancel);
            return;
        }
        await (import.State is ImportState.Checking ? Check(import, account.ToActor(), progress, cancel) : Run(import, account.ToActor(), progress, cancel));
    }, cancel);

    private async Task Check(Import import, Actor actor, Action<Import>? progress, CancellationToken cancel)
    {
        var table = await Read(import, cancel);
        var findings = table.Findings.ToList();
        (import.Rows, import.Done, import.Made, import.Changed, import.Same, import.Failed) = (table.Rows.Count, 0, 0, 0, 0, 0);
        var plan = RegisterPlan.Of(store, aggregates, actor, import.Id, table, findings);
        var unreadable = findings.Where(f => !f.Warning).Select(f => f.Row).ToHashSet();
        foreach (var chunk in table.Rows.Chunk(Chunk))
        {
            foreach (var row in await plan.Plan(chunk, cancel)) Count(import, unreadable.Contains(row.Row.Number) ? RowOutcome.Wrong : row.Outcome);
            import.Done += chunk.Length;
            progress?.Invoke(import);
            if (!await imports.Progress(import, cancel)) continue;
            await Stop(import, ImportState.Cancelled, findings, cancel);
            return;
        }
        plan.CheckTotals();
        import.State = ImportState.Checked;
        await Keep(import, findings, cancel);
    }

    private async Task Run(Import import, Actor actor, Action<Import>? progress, CancellationToken cancel)
    {
        var table = await Read(import, cancel);
        var findings = (await imports.Report<ImportReport>(import.Id, cancel))?.Findings.ToList() ?? [];
        var plan = RegisterPlan.Of(store, aggregates, actor, import.Id, table, []);
        foreach (var chunk in table.Rows.Skip(import.Done).Chunk(Chunk))
        {
            var rows = await plan.Plan(chunk, cancel);
            var outcomes = new (RowOutcome Outcome, Refusal? Refusal)[rows.Count];
            await Parallel.ForEachAsync(Enumerable.Range(0, rows.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (i, token) =>
                outcomes[i] = await Send(rows[i], import, token));
            for (var i = 0; i < rows.Count; i++)
            {
                Count(import, outcomes[i].Outcome);
                // Between looking over and carrying out, something else was entered: this row alone is left out, and said.
                if (outcomes[i].Outcome is RowOutcome.Wrong)
                    findings.Add(new(rows[i].Row.Number, null, null, outcomes[i].Refusal?.Code ?? "changed-meanwhile",
                        "这一行没有导入：" + (outcomes[i].Refusal?.Chinese ?? "检查之后系统内的记录已有变化，请重新导入文件查看原因。"), outcomes[i].Refusal?.English ?? "The record changed after the file was looked over: import the file again."));
            }
            import.Done += chunk.Length;
            progress?.Invoke(import);
            if (!await imports.Progress(import, cancel) || import.Done >= import.Rows) continue;
            await Stop(import, ImportState.Cancelled, findings, cancel);
            return;
        }
        import.State = ImportState.Done;
        await Keep(import, findings, cancel);
    }

    private static async Task<(RowOutcome, Refusal?)> Send(PlannedRow row, Import import, CancellationToken cancel)
    {
        if (row.Send is not { } send) return (row.Outcome, null);
        var name = $"import-{import.FileSha256[..16]}-{import.Id}-{row.Row.Number}";
        for (var tries = 1; ; tries++)
        {
            try
            {
                var (kind, refusal) = await send(new IdempotencyKey(import.ByUser, name, SHA256.HashData(Encoding.UTF8.GetBytes(name))), cancel);
                return kind is AnswerKind.Done or AnswerKind.Again ? (row.Outcome, null) : (RowOutcome.Wrong, refusal);
            }
            catch (StoreUnavailableException) when (tries < 5)
            {
                // The database comes back; the row's own name keeps it from being entered twice.
                await Task.Delay(TimeSpan.FromSeconds(tries), cancel);
            }
        }
    }

    private async Task<RegisterTable> Read(Import import, CancellationToken cancel)
    {
        var content = await files.Read(new(import.FileId), cancel) ?? throw new InvalidOperationException($"the file of import {import.Id} is gone");
        return await Task.Run(() => RegisterReader.Read(SheetReader.Read(content, Generous, cancel), RegisterForm.Find(import.Kind)!), cancel);
    }

    private Task Stop(Import import, ImportState state, IReadOnlyList<Finding> findings, CancellationToken cancel)
    {
        import.State = state;
        return Keep(import, findings, cancel);
    }

    private Task Keep(Import import, IReadOnlyList<Finding> findings, CancellationToken cancel)
    {
        (import.Errors, import.Warnings) = (findings.Count(f => !f.Warning), findings.Count(f => f.Warning));
        return imports.Finish(import, new ImportReport([.. findings.OrderBy(f => f.Warning).ThenBy(f => f.Row).Take(ImportReport.Most).OrderBy(f => f.Row)]), cancel);
    }

    private static void Count(Import import, RowOutcome outcome)
    {
        switch (outcome)
        {
            case RowOutcome.New: import.Made++; break;
            case RowOutcome.Changed: import.Changed++; break;
            case RowOutcome.Same: import.Same++; break;
            default: import.Failed++; break;
        }
    }

    /// <summary>The rows as they were handed in with what was found beside them, to be corrected in place and handed in again.</summary>
    public async Task<byte[]> ErrorList(Import import, CancellationToken cancel)
    {
        var table = await Read(import, cancel);
        var findings = ((await imports.Report<ImportReport>(import.Id, cancel))?.Findings ?? []).ToLookup(f => f.Row);
        var columns = table.Form.Columns.Select((c, i) => (Column: c, Index: i)).Where(c => table.Places[c.Index] is not null).OrderBy(c => table.Places[c.Index]).ToArray();
        var head = new SheetHead(table.Form.Title, [new($"{RegisterForm.FindingsHeader}（改正后可直接重新导入，本列不读取）", 60), .. columns.Select(c => new SheetColumn(c.Column.Header, c.Column.Width))]);
        using var memory = new MemoryStream();
        await SheetWriter.Write(memory, head, table.Rows.Select(row => (IReadOnlyList<object?>)
        [
            string.Join("；", findings[row.Number].Select(f => $"{(f.Warning ? "提示" : "错误")}{(f.Header is null ? "" : $"〔{f.Header}〕")}{f.Chinese}")),
            .. columns.Select(c => Kept(row.Cells[c.Index])),
        ]), cancel);
        return memory.ToArray();
    }

    /// <summary>A figure stays a figure and a day a day, so that it reads the same when it comes back.</summary>
    private static object? Kept(Cell cell) => cell.Kind switch
    {
        CellKind.Number when Math.Abs(cell.Number) < 1e15 => cell.Number,
        CellKind.Day => cell.Day,
        _ => cell.Text,
    };

    public async Task<IReadOnlyList<Finding>> Findings(Import import, CancellationToken cancel) => (await imports.Report<ImportReport>(import.Id, cancel))?.Findings ?? [];

    /// <summary>The file's name as it was handed in.</summary>
    public async Task<string> FileName(Import import, CancellationToken cancel) => (await files.Find(new(import.FileId), cancel))?.Name ?? "";
}
