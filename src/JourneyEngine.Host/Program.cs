using JourneyEngine.Host;

return await RunHost.Run(args);
