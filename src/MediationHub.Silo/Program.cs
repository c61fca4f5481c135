using MediationHub.Silo;
using MediationHub.Web.Hosting;

return await Verbs.Run(args, ClusterRuntime.From);
