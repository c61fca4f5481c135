using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using MediationHub.Domain.Kernel;
using MediationHub.Tests.Load;

namespace MediationHub.Faults;

/// <summary>Machines are set to any zone; legal days are those of Asia/Shanghai.</summary>
[Collection(nameof(ServedHub))]
public class A_day_under_another_TZ_variable
{
    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Pacific/Kiritimati")]
    public async Task Is_the_day_of_Shanghai_in_every_clock_and_on_every_page(string zone)
    {
        await using var hub = await ServedHub.Start(offices: 1, new Dictionary<string, string> { ["TZ"] = zone });
        var (office, token) = hub.Tokens.Single();
        using var client = new HubClient(hub.Address);
        // Received ten minutes past midnight in Shanghai, which is another day in the program's own zone, or ten minutes before it.
        foreach (var (n, minutes) in new[] { (1, 10), (2, -10) })
        {
            var at = ChinaTime.At(ChinaTime.DayOf(DateTimeOffset.UtcNow).AddDays(-1), TimeOnly.MinValue).AddMinutes(minutes);
            var made = await client.Send(Life.Of(office, new(NewId.Next("c")), n, at)[0], null, 0, token, $"z{n}");
            Assert.True(made.Done, made.ToString());
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = hub.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            var shown = JsonNode.Parse(await http.GetStringAsync($"/api/v1/cases/{made.NewId}"))!;
            var day = $"{ChinaTime.DayOf(at):yyyy-MM-dd}";
            foreach (var clock in shown["deadlines"]!.AsArray().Where(d => d!["rule"]!.GetValue<string>() is "ACC3" or "MED15R"))
            {
                Assert.Equal(day, clock!["from"]!.GetValue<string>());
                var explained = JsonNode.Parse(await http.GetStringAsync($"/api/v1/deadlines/explain?rule={clock["rule"]}&from={Uri.EscapeDataString($"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z")}"))!;
                Assert.Equal((day, clock["due"]!.GetValue<string>()), (explained["from"]!.GetValue<string>(), explained["due"]!.GetValue<string>()));
                Assert.EndsWith("T00:00:00+08:00", explained["endsOnline"]!.GetValue<string>(), StringComparison.Ordinal);
            }
            Assert.Contains($"value=\"{ChinaTime.DayOf(DateTimeOffset.UtcNow):yyyy-MM-dd}\"", await http.GetStringAsync("/deadlines"));
        }
    }
}
