using YoloGen.Natives;
using YoloGen.Training.Commands;

OwnLibraries.Register();
return Verb.Run(Verbs.Create(), args);
