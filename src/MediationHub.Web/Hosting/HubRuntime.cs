using MediationHub.Store.Aggregates;

namespace MediationHub.Web.Hosting;

/// <summary>Where records live while the program serves: in this process, or as grains of a cluster. The application is the same either way.</summary>
public abstract class HubRuntime
{
    public static readonly HubRuntime Embedded = new EmbeddedRuntime();

    /// <summary>What is traced beside the application itself.</summary>
    public virtual IReadOnlyList<string> Sources => [];

    /// <summary>What is measured beside the application itself.</summary>
    public virtual IReadOnlyList<string> Meters => [];

    /// <summary>The gauges of the organizations come from the runtime, each organization from one node; otherwise every node sends all of them.</summary>
    public virtual bool FeedsOrganizationGauges => false;

    /// <summary>Brings what the runtime keeps in the database up to date.</summary>
    public virtual Task Prepare(Installation installation, Action<string> say, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>Registers <see cref="IAggregates"/>, and whoever drives reactions and reminders.</summary>
    public abstract void AddTo(WebApplicationBuilder builder, Installation installation);

    /// <summary>Whether requests may be sent here, the database apart.</summary>
    public virtual bool IsReady(IServiceProvider services) => true;

    private sealed class EmbeddedRuntime : HubRuntime
    {
        public override void AddTo(WebApplicationBuilder builder, Installation installation)
        {
            builder.Services.AddSingleton<IAggregates>(installation.Aggregates);
            builder.Services.AddHostedService<DriverOfThisNode>();
        }
    }
}
