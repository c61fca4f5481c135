namespace MediationHub.Web.Hosting;

/// <summary>Whether the program runs, and whether it can work.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        routes.MapGet("/health/ready", async (Installation installation, HubRuntime runtime, IServiceProvider services, CancellationToken cancel) =>
        {
            if (!runtime.IsReady(services)) return Results.Text("not ready", statusCode: 503);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(TimeSpan.FromSeconds(2));
            try
            {
                await using var ask = installation.Store.Database.CreateCommand("select 1");
                await ask.ExecuteScalarAsync(limit.Token);
                return Results.Text("ready");
            }
            catch (Exception e) when (e is Npgsql.NpgsqlException or OperationCanceledException or TimeoutException)
            {
                return Results.Text("not ready", statusCode: 503);
            }
        }).AllowAnonymous();
    }
}
