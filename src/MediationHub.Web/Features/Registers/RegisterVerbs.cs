using MediationHub.Documents.Registers;
using MediationHub.Domain.Access;
using MediationHub.Store.Accounts;
using MediationHub.Store.Imports;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Features.Registers;

/// <summary>Registers in and out on the command line, for files that are too long for a page. It is the same import: listed, resumable, under the account named.</summary>
public static class RegisterVerbs
{
    public static async Task<int> Import(IServiceProvider services, string kind, string path, string userName, bool checkOnly, Action<string> say, CancellationToken cancel)
    {
        var (accounts, desk, imports) = (services.GetRequiredService<AccountStore>(), services.GetRequiredService<ImportDesk>(), services.GetRequiredService<ImportStore>());
        var actor = await Who(accounts, userName, cancel);
        if (RegisterForm.Find(kind) is not { } form) throw new SettingException($"没有登记册 {kind}，可用：organizations、mediators、ledger。");
        if (!RegisterPlan.May(actor, kind)) throw new SettingException($"账号 {userName} 无权导入{form.Title}。");
        if (!File.Exists(path)) throw new SettingException($"没有文件 {path}。");
        var (import, refusal) = await desk.HandIn(kind, Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancel), actor, cancel, ImportDesk.Generous);
        if (import is null) throw new SettingException(refusal!.Chinese);

        await desk.Work(import.Id, cancel, i => Console.Error.Write($"\r检查 {i.Done:N0} / {i.Rows:N0} 行"));
        Console.Error.WriteLine();
        import = (await imports.Find(import.Id, cancel))!;
        foreach (var f in await desk.Findings(import, cancel)) say($"{(f.Warning ? "提示" : "错误")} 第{f.Row}行{(f.Header is null ? "" : $"〔{f.Header}〕")} {f.Code}：{f.Chinese}");
        say($"共 {import.Rows:N0} 行：将新增 {import.Made:N0}，变更 {import.Changed:N0}，无变化 {import.Same:N0}；错误 {import.Errors:N0}，提示 {import.Warnings:N0}");
        if (import.Errors > 0) return 1;
        if (checkOnly)
        {
            await imports.Cancel(import.Id, cancel);
            return 0;
        }
        if (!await imports.Confirm(import.Id, cancel)) throw new SettingException("这次导入已被取消。");
        await desk.Work(import.Id, cancel, i => Console.Error.Write($"\r导入 {i.Done:N0} / {i.Rows:N0} 行"));
        Console.Error.WriteLine();
        import = (await imports.Find(import.Id, cancel))!;
        say($"导入{(import.State is ImportState.Done ? "完成" : "未完成")}：新增 {import.Made:N0}，变更 {import.Changed:N0}，无变化 {import.Same:N0}，未导入 {import.Failed:N0}（编号 {import.Id}）");
        return import is { State: ImportState.Done, Failed: 0 } ? 0 : 1;
    }

    public static async Task<int> Export(IServiceProvider services, string kind, string path, string userName, string purpose, Action<string> say, CancellationToken cancel)
    {
        var (accounts, export) = (services.GetRequiredService<AccountStore>(), services.GetRequiredService<RegisterExport>());
        var actor = await Who(accounts, userName, cancel);
        if (RegisterForm.Find(kind) is not { } form) throw new SettingException($"没有登记册 {kind}，可用：organizations、mediators、ledger。");
        if (!RegisterExport.May(actor, kind)) throw new SettingException($"账号 {userName} 无权导出{form.Title}。");
        var request = new ExportRequest(Path.GetExtension(path).TrimStart('.').ToLowerInvariant(), purpose);
        if (RegisterExport.Check(request) is { } wrong) throw new SettingException(wrong.Detail.Chinese);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        int rows;
        await using (var file = new FileStream(path, options)) rows = await export.Write(file, kind, request, actor, userName, cancel);
        say($"已导出{form.Title} {rows:N0} 行：{path}");
        return 0;
    }

    private static async Task<Actor> Who(AccountStore accounts, string userName, CancellationToken cancel) =>
        await accounts.FindByNameAsync(userName.ToLowerInvariant(), cancel) is { Locked: false } account ? account.ToActor() : throw new SettingException($"没有账号 {userName}，或者它已停用。");
}
