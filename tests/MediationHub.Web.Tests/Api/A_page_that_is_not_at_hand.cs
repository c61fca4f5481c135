using System.Net;
using MediationHub.Web.Tests.Selection;

namespace MediationHub.Web.Tests.Api;

public class A_page_that_is_not_at_hand(RunningHub hub) : IClassFixture<RunningHub>
{
    /// <summary>It once failed where the campaign was not in memory: after a start, and in a cluster always.</summary>
    [Fact]
    public async Task Is_drawn_though_what_it_shows_has_to_be_loaded_first()
    {
        var nomination = (await RunningCampaigns.Make(hub))[0].Nomination;
        using var head = await hub.Client("head");
        hub.Installation.Aggregates.Forget(null);

        var answer = await head.GetAsync(new Uri($"/nominations/{nomination}/do/withdraw", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("撤回的理由", await answer.Content.ReadAsStringAsync());
    }

    /// <summary>It once was an empty page: what had failed to draw one page drew no other.</summary>
    [Fact]
    public async Task Says_so_where_it_fails_while_it_is_drawn()
    {
        using var head = await hub.Client("head");
        await Execute("alter table commission_rows rename to commission_rows_away");
        try
        {
            var answer = await head.GetAsync(new Uri($"/organizations/{RunningHub.Organization}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.Contains("程序出错", await answer.Content.ReadAsStringAsync());
        }
        finally
        {
            await Execute("alter table commission_rows_away rename to commission_rows");
        }
    }

    private async Task Execute(string sql)
    {
        await using var command = hub.Installation.Store.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
