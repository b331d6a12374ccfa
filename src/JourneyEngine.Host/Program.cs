using JourneyEngine.Host;

return await JourneyHost.Run(args);
