using MediationHub.Web.Hosting;

return await Verbs.Run(args);

/// <summary>The program; its verbs are in <see cref="Verbs"/>.</summary>
public partial class Program;
