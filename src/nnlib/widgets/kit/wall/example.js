/** What a class could have sent: links and results of eight who worked on decision boundaries. */

export const EXAMPLE = [
  "Ada: Put all 40 points on their own sides with at most 4 units, by hand. The points stay; training is off. Solved " +
    "by hand, in 14 moves. Code L7FUOY. index.html#decision-boundary?dataset=circles&hidden=4&theta=2.52,-2.33,-1.83," +
    "-1.84,-1.69,-2.5,-1.38,2.35,0.359,-1.02,1.02,1.01,-0.894,-1.83,0.444,-0.657,1.41&challenge=4",
  "Ben: index.html#decision-boundary?dataset=circles&hidden=4&theta=0.61,-3.22,-0.115,3.28,1.25,0.347,-2.96,-1.55," +
    "-1.23,-1.19,-1.01,-1.39,0.952,-2.54,-2.08,-3.02,1.03&challenge=4",
  "Chloé: Put all 32 points on their own sides with at most 2 units, by hand. The points stay; training is off. " +
    "Solved by hand, in 9 moves. Code 1D4POV. index.html#decision-boundary?dataset=xor&hidden=2&theta=1.69,-2.23," +
    "1.76,-1.56,-0.38,-0.593,-2.08,-1.58,1.2&challenge=2",
  "Deniz: index.html#decision-boundary?dataset=xor&hidden=2&theta=2.27,-2.74,-2.93,-3.31,0.0233,-0.597,2.36,-3.05," +
    "0.000334&challenge=2",
  "Elif: index.html#decision-boundary?dataset=moons&hidden=8&theta=2.6,-5.45,-4.01,-2.17,-0.43,-3.03,1.32,-0.171," +
    "-1.3,-1.07,-0.873,2.61,1.53,-0.894,-2.9,-2.28,1.01,-1.53,0.986,2.52,0.811,0.701,1.55,0.707,-1.07,-4.86,3.41," +
    "-2.82,-0.573,2.48,1.64,1.64,-0.0453",
  "Farid: index.html#decision-boundary?dataset=moons&hidden=3&theta=1.3,-5.54,-3.16,-2.87,-2.14,1.11,0.774,0.181," +
    "1.85,5.96,4.29,-2.7,-0.823&activation=tanh",
  "Grace: index.html#decision-boundary?dataset=triangle&hidden=3&theta=7.41,-3.18,-1.89,-0.442,-1.58,-1.45,-2.78," +
    "-0.859,-0.561,-7.37,-2.01,-0.749,1.02",
  "Hana: Put all 40 points on their own sides with at most 4 units, by hand. The points stay; training is off. " +
    "Solved as it was opened, not by hand. Code Y1YFHR. index.html#decision-boundary?dataset=circles&hidden=4&" +
    "theta=3.17,-2.76,-2.9,-3.88,-3.7,-4.54,-3.69,3.48,2.27,-2.88,1.91,2.37,2.89,-4.87,3.17,3.01,-5.76&" +
    "activation=logistic&challenge=4",
].join("\n");
