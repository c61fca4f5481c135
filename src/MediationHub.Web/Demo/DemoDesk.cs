using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Web.Hosting;

namespace MediationHub.Web.Demo;

/// <summary>
/// What people do at their desks on the day of the demo: papers made, served or not reached, addresses confirmed, registers handed in. It goes over the API
/// like everybody's work, signed in as the demo's own people, each at a desk of their own, since a paper is rendered and an import is looked over by the running program.
/// </summary>
internal sealed class DemoDesk(HttpClient http, string today)
{
    private readonly List<string> _refused = [];
    private int _papers, _attempts, _imports;

    /// <param name="address">Where the program listens.</param>
    /// <param name="say">Progress for whoever waits.</param>
    public static async Task Show(Installation installation, Uri address, Action<string> say, CancellationToken cancel)
    {
        try
        {
            DemoDesk[] desks = await Task.WhenAll(
                Of("mediator", desk => desk.Papers(cancel)),
                Of("head", desk => desk.OutAndInAgain("mediators", cancel)),
                Of("city", async desk =>
                {
                    await desk.Import("organizations", "组织情况表（待更正）.csv", Encoding.UTF8.GetBytes(Wrong), confirm: false, cancel);
                    await desk.OutAndInAgain("organizations", cancel);
                }));
            say($"  文书 {desks.Sum(d => d._papers)} 份、送达登记 {desks.Sum(d => d._attempts)} 次、登记册导入 {desks.Sum(d => d._imports)} 次");
            foreach (var refused in desks.SelectMany(d => d._refused).Take(10)) say($"  未按计划办理：{refused}");
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or TaskCanceledException)
        {
            // The demo is whole without what this shows; whoever tries it makes papers, too.
            say("  文书、送达和导入示例没有做成，可自行制作。");
        }

        async Task<DemoDesk> Of(string user, Func<DemoDesk, Task> work)
        {
            using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
            var desk = new DemoDesk(http, $"{ChinaTime.DayOf(installation.Clock.GetUtcNow()):yyyy-MM-dd}");
            await desk.SignIn(user, cancel);
            await work(desk);
            return desk;
        }
    }

    /// <summary>Two mistakes that an error list names: a type that is none, and a telephone number that is too short.</summary>
    private const string Wrong = "地区,组织名称,组织类型,备案时间,负责人,联系电话,办公地址\r\n长春市双阳区,双阳区云山街道劳动争议调解中心,乡镇（街道）,2020.06,孙立新,0431-84220001,双阳区西双阳大街1号\r\n长春市双阳区,双阳区工业园区调解组织,调解站,2021年3月,何志成,8422,双阳区工业街9号\r\n";

    private async Task SignIn(string user, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/tokens", new { userName = user, password = DemoProvince.Password }, cancel);
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonObject>(cancel))!["accessToken"]!.GetValue<string>());
    }

    private async Task Papers(CancellationToken cancel)
    {
        foreach (var (stage, kinds) in new (string, string[])[]
        {
            ("consentPending", ["consentInquiry"]), ("accepted", ["acceptanceNotice", "sessionNotice"]), ("inMediation", ["acceptanceNotice", "sessionRecord"]),
            ("agreementDrafted", ["mediationAgreement"]), ("agreementEffective", ["acceptanceNotice", "mediationAgreement"]), ("closed&outcome=noAgreement", ["terminationNotice"]), ("closed&outcome=agreed", ["mediationAgreement"]),
        })
        {
            var list = await http.GetFromJsonAsync<JsonObject>($"/api/v1/cases?stage={stage}&pageSize=4", cancel);
            foreach (var (listed, n) in list!["items"]!.AsArray().Select((c, n) => (c!["id"]!.GetValue<string>(), n)))
                foreach (var kind in kinds)
                    if (await Make(listed, kind, cancel) is { } paper && kind is "acceptanceNotice" or "consentInquiry" or "terminationNotice") await Serve(listed, paper!, n, cancel);
        }
    }

    private async Task<string?> Make(string id, string kind, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync($"/api/v1/cases/{id}/papers", new { kind }, cancel);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(cancel);
        // A case that is not ready for it, such as one whose session has not been fixed.
        if (!answer.IsSuccessStatusCode) return null;
        _papers++;
        return body!["id"]!.GetValue<string>();
    }

    /// <summary>Delivered by hand to both; or returned by the post; or refused and left before a witness; or sent to an address that the employer confirmed.</summary>
    private async Task Serve(string id, string paper, int how, CancellationToken cancel)
    {
        switch (how % 4)
        {
            case 0:
                await Do(id, "record-service", new { paperId = paper, partyId = "a1", method = "direct", result = "signed", on = today, note = "本人到组织签收" }, cancel);
                await Do(id, "record-service", new { paperId = paper, partyId = "r1", method = "direct", result = "signed", on = today, note = "单位人事部门签收并盖章" }, cancel);
                break;
            case 1:
                await Do(id, "record-service", new { paperId = paper, partyId = "r1", method = "post", result = "returned", on = today, note = "邮件退回，登记地址已搬离" }, cancel);
                break;
            case 2:
                await Do(id, "record-service", new { paperId = paper, partyId = "r1", method = "direct", result = "refused", on = today, note = "前台拒绝签收，已说明不签收的后果" }, cancel);
                await Do(id, "record-service", new { paperId = paper, partyId = "r1", method = "leftWithWitness", result = "received", on = today, proof = new[] { await Upload("留置送达照片.pdf", "留置送达", cancel) }, note = "社区工作人员到场见证，文书留置于其前台" }, cancel);
                break;
            default:
                await Do(id, "confirm-address", new { partyId = "r1", address = "吉林省长春市南关区人民大街6688号", recipient = "人事部", on = today, fileId = await Upload("送达地址确认书.pdf", "送达地址确认书", cancel) }, cancel);
                await Do(id, "record-service", new { paperId = paper, partyId = "r1", method = "post", result = "received", on = today, note = "按确认的送达地址投递，他人代收" }, cancel);
                break;
        }
    }

    private async Task Do(string id, string command, object body, CancellationToken cancel)
    {
        var version = (await http.GetFromJsonAsync<JsonObject>($"/api/v1/cases/{id}", cancel))!["version"]!.GetValue<int>();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{id}/{command}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await http.SendAsync(request, cancel);
        if (answer.IsSuccessStatusCode) _attempts += command is "record-service" ? 1 : 0;
        else _refused.Add($"{command}: {(await answer.Content.ReadFromJsonAsync<JsonObject>(cancel))?["detail"]}");
    }

    private async Task<string> Upload(string name, string title, CancellationToken cancel)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Playback.OnePage([title, "演示材料，内容均为虚构。"])), "file", name } };
        using var answer = await http.PostAsync("/api/v1/files", form, cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(cancel))!["id"]!.GetValue<string>();
    }

    /// <summary>A register as it is given out, handed in again: nothing changes by it.</summary>
    private async Task OutAndInAgain(string kind, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync($"/api/v1/registers/{kind}/export", new { format = "xlsx", purpose = "年度核对登记册" }, cancel);
        answer.EnsureSuccessStatusCode();
        await Import(kind, kind is "mediators" ? "调解员情况表.xlsx" : "调解组织情况表.xlsx", await answer.Content.ReadAsByteArrayAsync(cancel), confirm: true, cancel);
    }

    private async Task Import(string kind, string name, byte[] file, bool confirm, CancellationToken cancel)
    {
        var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var form = new MultipartFormDataContent { { new StringContent(kind), "kind" }, { content, "file", name } };
        using var answer = await http.PostAsync("/api/v1/imports", form, cancel);
        var import = await answer.Content.ReadFromJsonAsync<JsonObject>(cancel);
        if (!answer.IsSuccessStatusCode)
        {
            _refused.Add($"import {kind}: {import?["detail"]}");
            return;
        }
        _imports++;
        if (!confirm) return;
        // Looked over in the background; the answer waits for it a few seconds only.
        while (import!["state"]!.GetValue<string>() is "checking")
        {
            await Task.Delay(200, cancel);
            import = await http.GetFromJsonAsync<JsonObject>($"/api/v1/imports/{import["id"]}", cancel);
        }
        if (import["ready"]?.GetValue<bool>() is not true) return;
        using var confirmed = await http.PostAsync($"/api/v1/imports/{import["id"]}/confirm", null, cancel);
        confirmed.EnsureSuccessStatusCode();
    }
}
